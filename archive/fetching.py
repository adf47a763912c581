"""The only HTTP client: it fetches pages of the public internet, never internal ones.

It runs only for an editor or a command. It refuses every address that is not public. It
looks a host name up once and connects to the address that it checked. It uses no proxy,
cookie or credential of this machine.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Thread, Timer
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings

MAX_RESPONSE_BYTES = 50_000_000  # of a response body
MAX_FETCH_SECONDS = 60.0  # all redirects together
MAX_REDIRECTS = 3
MAX_LOOKUP_SECONDS = 10.0  # for a host name
RESPONSE_CHUNK_BYTES = 1 << 16
SCHEME_PORTS = {"http": 80, "https": 443}
REDIRECT_STATUSES = (301, 302, 303, 307, 308)
PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")  # the allocated part of IPv6
NON_PUBLIC_NETWORKS = tuple(
    ipaddress.ip_network(net)
    for net in (
        "2001::/23",  # protocols, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "192.0.0.0/24",  # protocols
    )
)
# Global addresses at which a cloud answers its own machines: their settings, passwords
# and inner services.
CLOUD_NETWORKS = tuple(
    ipaddress.ip_network(net)
    for net in (
        "168.63.129.16/32",  # Azure
        "192.80.8.124/32",  # Equinix Metal, metadata.packet.net
        "161.26.0.0/16",  # IBM Cloud, inner services
        "166.8.0.0/14",  # IBM Cloud, service endpoints
        "199.36.153.4/30",  # Google Cloud, restricted.googleapis.com
        "199.36.153.8/30",  # Google Cloud, private.googleapis.com
        "2600:2d00:2:1000::/64",  # the same over IPv6
        "2600:2d00:2:2000::/64",
    )
)
_HOST_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))+")
_NUMERIC_HOST = re.compile(r"(\d+|0x[0-9a-f]*)", re.IGNORECASE)
_PATH_CHARACTERS, _QUERY_CHARACTERS = "/%:@!$&'()*+,;=~", "/?%:@!$&'()*+,;=~[]"


class FetchError(Exception):
    """Why nothing was fetched.

    `kind` is `refused` (an address that we do not fetch), `unknown` (no such host),
    `unreachable`, `slow`, `large` or `broken` (no proper response).
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class Hop:
    """One request and its response; `headers` in the order received."""

    url: str
    address: str
    sent: tuple[tuple[str, str], ...]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The first header with a name, in any case; empty where there is none."""
        lower_name = name.lower()
        return next((v for k, v in self.headers if k.lower() == lower_name), "")


def fetch(
    url: str,
    *,
    data: bytes | None = None,
    media_type: str = "",
    largest: int = MAX_RESPONSE_BYTES,
    seconds: float = MAX_FETCH_SECONDS,
) -> list[Hop]:
    """Fetch `url`, or post `data` to it; return each redirect, then the response.

    At most three redirects are followed, none after `data`; each is checked like the
    first URL. The body is as the server sent it: compressed, if the server insisted.
    Takes at most `seconds` and `largest` bytes. Raises `FetchError`.
    """
    deadline = monotonic() + seconds
    hops: list[Hop] = []
    while True:
        base = hops[-1].url if hops else ""
        hops.append(
            _fetch_hop(_check_url(url, base), data, media_type, largest, deadline)
        )
        location = hops[-1].header("Location")
        if data is not None or hops[-1].status not in REDIRECT_STATUSES or not location:
            return hops
        if len(hops) > MAX_REDIRECTS:
            raise FetchError("broken", f"more than {MAX_REDIRECTS} redirects")
        url = location


def _check_url(url: str, base: str) -> SplitResult:
    """The parts of a URL, relative to `base`, with an ASCII host and an explicit port.

    Raises `FetchError` for anything but a web URL without credentials.
    """
    parts, host, port = _split_url(url, base)
    if parts.scheme not in SCHEME_PORTS or not host:
        raise FetchError("refused", "a web address begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise FetchError("refused", "we don't open addresses with a user name before @")
    port = port or SCHEME_PORTS[parts.scheme]
    return parts._replace(
        netloc=f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        path=quote(parts.path or "/", safe=_PATH_CHARACTERS),
        query=quote(parts.query, safe=_QUERY_CHARACTERS),
        fragment="",
    )


def _split_url(url: str, base: str) -> tuple[SplitResult, str, int | None]:
    """The parts of a URL, its host in ASCII and its port. Raises `FetchError`."""
    if not url.isprintable() or not set(' \\"<>').isdisjoint(url):
        raise FetchError(
            "refused", "the address has characters that a web address can't have"
        )
    try:
        parts = urlsplit(urljoin(base, url))
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode().removesuffix(".").lower()
    except (ValueError, UnicodeError) as error:
        raise FetchError("refused", "this isn't a web address") from error
    return parts, host, port


def _is_allowed(address: str, port: int) -> bool:
    """Whether a connection may go there. No setting changes this."""
    return port in SCHEME_PORTS.values() and is_public_address(address)


def is_public_address(address: str) -> bool:
    """Whether an IP address is of the public internet.

    So nobody can make us connect to this machine, its network, or hosts behind a
    gateway from IPv6 to IPv4.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    refused = (*NON_PUBLIC_NETWORKS, *CLOUD_NETWORKS)
    if any(ip in net for net in refused if net.version == ip.version):
        return False
    if ip.version == 6 and (ip not in PUBLIC_IPV6 or ip.scope_id):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _resolve_host(host: str, port: int, deadline: float) -> list[str]:
    """The addresses of a host, looked up once. Raises `FetchError` where any of them is
    not public.
    """
    addresses = _parse_ip_literal(host) or _look_up_host(
        host, port, min(deadline - monotonic(), MAX_LOOKUP_SECONDS)
    )
    for address in addresses:
        if not _is_allowed(address, port):
            raise FetchError("refused", f"{host}:{port} is not on the public web")
    return addresses


def _parse_ip_literal(host: str) -> list[str]:
    """An IP address in place of a host name; empty for a name.

    Other notations of numbers, such as 0x7f.1, are refused, because some programs
    accept them.
    """
    if ":" in host:
        return [host]
    if _NUMERIC_HOST.fullmatch(host.rpartition(".")[2]):
        with suppress(ValueError):
            return [str(ipaddress.IPv4Address(host))]
        raise FetchError("refused", "a number is not the name of a host")
    if len(host) > 253 or not _HOST_NAME.fullmatch(host):
        raise FetchError("refused", f"{host[:80]} is not the name of a public host")
    return []


def _look_up_host(host: str, port: int, seconds: float) -> list[str]:
    addresses: list[str] = []
    failed: list[Exception] = []

    def resolve() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except Exception as error:  # raised in the calling thread
            failed.append(error)
            return
        addresses.extend(dict.fromkeys(str(row[4][0]) for row in rows))

    thread = Thread(target=resolve, daemon=True)
    thread.start()
    thread.join(max(seconds, 0))
    if failed and not isinstance(failed[0], OSError | UnicodeError):
        raise failed[0]
    if failed and getattr(failed[0], "errno", 0) == socket.EAI_NONAME:
        raise FetchError("unknown", f"there is no host {host}")
    if failed:
        raise FetchError("unreachable", f"we can't look up {host} now")
    if not addresses:
        raise FetchError("slow", f"looking {host} up took too long")
    return addresses


def _fetch_hop(
    url: SplitResult, data: bytes | None, media_type: str, largest: int, deadline: float
) -> Hop:
    host, port = url.hostname or "", url.port or 0
    addresses = _resolve_host(host, port, deadline)
    headers_sent = _request_headers(url, data, media_type)
    try:
        with _open_connection(url, addresses, deadline) as (
            connected_socket,
            address,
            is_over,
        ):
            connection = HTTPConnection(host, port)
            connection.sock = connected_socket
            response = _send_request(connection, url, data, headers_sent)
            body = _read_body(response, largest, is_over)
    except ssl.SSLError as error:
        raise FetchError("broken", f"no safe connection: {error.reason}") from error
    except (OSError, HTTPException, ValueError) as error:
        is_late = monotonic() >= deadline or isinstance(error, TimeoutError)
        kind, reason_text = (
            ("slow", "took too long") if is_late else ("unreachable", "no answer")
        )
        raise FetchError(kind, f"{host}: {reason_text}") from error
    headers = tuple(response.headers.items())
    reason, status = response.reason or "", response.status
    return Hop(url.geturl(), address, headers_sent, status, reason, headers, body)


def _request_headers(
    url: SplitResult, data: bytes | None, media_type: str
) -> tuple[tuple[str, str], ...]:
    host = url.netloc.removesuffix(f":{SCHEME_PORTS[url.scheme]}")
    sent = [
        ("Host", host),
        ("User-Agent", f"SurveillanceArchive (+{settings.BASE_URL}/about/)"),
        ("Accept", "*/*"),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
    ]
    if data is not None:
        sent += [("Content-Type", media_type), ("Content-Length", str(len(data)))]
    return tuple(sent)


def _send_request(
    connection: HTTPConnection,
    url: SplitResult,
    data: bytes | None,
    sent: tuple[tuple[str, str], ...],
) -> HTTPResponse:
    target = f"{url.path}?{url.query}" if url.query else url.path
    method = "GET" if data is None else "POST"
    connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
    for name, value in sent:
        connection.putheader(name, value)
    connection.endheaders(data)
    return connection.getresponse()


@contextmanager
def _open_connection(
    url: SplitResult, addresses: list[str], deadline: float
) -> Iterator[tuple[socket.socket, str, Any]]:
    """A connection to the first address that answers, cut at the deadline."""
    line, address = _connect_to_first(addresses, url.port or 0, deadline)
    # A second handle of the connection, because TLS may hold a lock on the first.
    handle = socket.socket(fileno=os.dup(line.fileno()))
    watch = Timer(max(deadline - monotonic(), 0), handle.shutdown, (socket.SHUT_RDWR,))
    watch.daemon = True
    watch.start()
    try:
        if url.scheme == "https":
            context = ssl.create_default_context()
            line = context.wrap_socket(line, server_hostname=url.hostname)
        yield line, address, lambda: monotonic() >= deadline
    finally:
        watch.cancel()
        line.close()
        handle.close()


def _connect_to_first(
    addresses: list[str], port: int, deadline: float
) -> tuple[socket.socket, str]:
    for address in addresses[:4]:
        rest = deadline - monotonic()
        if rest <= 0:
            raise FetchError("slow", "took too long")
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        line = socket.socket(family, socket.SOCK_STREAM)
        line.settimeout(min(rest, 10))
        with suppress(OSError):
            line.connect((address, port))
            return line, address
        line.close()
    raise FetchError("unreachable", "no server answers there")


def _read_body(response: HTTPResponse, largest: int, is_over: Any) -> bytes:
    pieces, size = [], 0
    while chunk := response.read(RESPONSE_CHUNK_BYTES):
        size += len(chunk)
        if size > largest:
            raise FetchError("large", f"more than {largest:,} bytes")
        pieces.append(chunk)
    if is_over():
        raise FetchError("slow", "took too long")
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and response.chunked is False and size < int(length):
        raise FetchError("broken", "the answer is incomplete")
    return b"".join(pieces)
