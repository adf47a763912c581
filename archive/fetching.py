"""The one HTTP client: asks for a page elsewhere, never for one inside.

Only when an editor or a command asks. Every address that is not of the public internet
is refused; a name is looked up once and the connection goes to what was looked up; no
proxy, cookie or credential of this machine goes along.
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

MAX_RESPONSE_BYTES = 50_000_000  # bytes of an answer
MAX_FETCH_SECONDS = 60.0  # seconds, all redirects together
MAX_REDIRECTS = 3
MAX_LOOKUP_SECONDS = 10.0  # seconds for a name
RESPONSE_CHUNK_BYTES = 1 << 16
SCHEME_PORTS = {"http": 80, "https": 443}
REDIRECT_STATUSES = (301, 302, 303, 307, 308)
PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")  # what is given out of IPv6
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
_HOST_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))+")
_NUMERIC_HOST = re.compile(r"(\d+|0x[0-9a-f]*)", re.IGNORECASE)
_PATH, _QUERY = "/%:@!$&'()*+,;=~", "/?%:@!$&'()*+,;=~[]"


class FetchError(Exception):
    """Why nothing came. `kind`: `refused` (an address that we do not ask), `unknown`
    (no such name), `unreachable`, `slow`, `large` or `broken` (no proper answer)."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class Hop:
    """One question and its answer; `headers` as they came, in order."""

    url: str
    address: str
    sent: tuple[tuple[str, str], ...]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name, in any case; empty where there is none."""
        wanted = name.lower()
        return next((v for k, v in self.headers if k.lower() == wanted), "")


def fetch(
    url: str,
    *,
    data: bytes | None = None,
    media_type: str = "",
    largest: int = MAX_RESPONSE_BYTES,
    seconds: float = MAX_FETCH_SECONDS,
) -> list[Hop]:
    """Ask for `url`, or send it `data`; each redirect and at last the answer.

    A redirect is checked as the first address is, and at most three are followed; none
    after `data`. The body is as the server sent it, compressed where it insisted. Takes
    at most `seconds` and `largest` bytes. Raises `FetchError`.
    """
    end = monotonic() + seconds
    hops: list[Hop] = []
    while True:
        seen = hops[-1].url if hops else ""
        hops.append(_fetch_hop(_check_url(url, seen), data, media_type, largest, end))
        where = hops[-1].header("Location")
        if data is not None or hops[-1].status not in REDIRECT_STATUSES or not where:
            return hops
        if len(hops) > MAX_REDIRECTS:
            raise FetchError("broken", f"more than {MAX_REDIRECTS} redirects")
        url = where


def _check_url(url: str, seen: str) -> SplitResult:
    """The parts of an address, seen on a page, its host in ASCII; refuse what is none
    of the web."""
    if not url.isprintable() or any(sign in url for sign in ' \\"<>'):
        raise FetchError("refused", "the address has signs that no address has")
    try:
        parts = urlsplit(urljoin(seen, url))
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode().removesuffix(".").lower()
    except (ValueError, UnicodeError) as error:
        raise FetchError("refused", "this is no web address") from error
    if parts.scheme not in SCHEME_PORTS or not host:
        raise FetchError("refused", "a web address begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise FetchError("refused", "an address with a name before @ is not asked")
    return parts._replace(
        netloc=f"[{host}]:{port or SCHEME_PORTS[parts.scheme]}"
        if ":" in host
        else f"{host}:{port or SCHEME_PORTS[parts.scheme]}",
        path=quote(parts.path or "/", safe=_PATH),
        query=quote(parts.query, safe=_QUERY),
        fragment="",
    )


def _is_allowed(address: str, port: int) -> bool:
    """Whether a connection may go there. No setting widens it."""
    return port in SCHEME_PORTS.values() and is_public_address(address)


def is_public_address(address: str) -> bool:
    """Whether an IP address is of the public internet, so that nobody can make us ask
    this machine, its network, or what stands behind a gateway of IPv4 in IPv6."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if any(ip in net for net in NON_PUBLIC_NETWORKS if net.version == ip.version):
        return False
    if ip.version == 6 and (ip not in PUBLIC_IPV6 or ip.scope_id):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _resolve_host(host: str, port: int, end: float) -> list[str]:
    """What a host stands for, looked up once; refuse it all where one is not public."""
    found = _parse_ip_literal(host) or _look_up_host(
        host, port, min(end - monotonic(), MAX_LOOKUP_SECONDS)
    )
    for address in found:
        if not _is_allowed(address, port):
            raise FetchError("refused", f"{host}:{port} is not of the public web")
    return found


def _parse_ip_literal(host: str) -> list[str]:
    """A host written as a number; empty for a name. Other ways to write a number, as
    0x7f.1, are refused: some programs would read them."""
    if ":" in host:
        return [host]
    if _NUMERIC_HOST.fullmatch(host.rpartition(".")[2]):
        with suppress(ValueError):
            return [str(ipaddress.IPv4Address(host))]
        raise FetchError("refused", "a number is no name of a host")
    if len(host) > 253 or not _HOST_NAME.fullmatch(host):
        raise FetchError("refused", f"{host[:80]} is no name of a public host")
    return []


def _look_up_host(host: str, port: int, seconds: float) -> list[str]:
    found: list[str] = []
    failed: list[Exception] = []

    def look() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except Exception as error:  # told where it was asked
            failed.append(error)
            return
        found.extend(dict.fromkeys(str(row[4][0]) for row in rows))

    thread = Thread(target=look, daemon=True)
    thread.start()
    thread.join(max(seconds, 0))
    if failed and not isinstance(failed[0], OSError | UnicodeError):
        raise failed[0]
    if failed and getattr(failed[0], "errno", 0) == socket.EAI_NONAME:
        raise FetchError("unknown", f"there is no host {host}")
    if failed:
        raise FetchError("unreachable", f"{host} cannot be looked up now")
    if not found:
        raise FetchError("slow", f"looking {host} up took too long")
    return found


def _fetch_hop(
    url: SplitResult, data: bytes | None, media_type: str, largest: int, end: float
) -> Hop:
    host, port = url.hostname or "", url.port or 0
    addresses = _resolve_host(host, port, end)
    sent = _request_headers(url, data, media_type)
    try:
        with _open_connection(url, addresses, end) as (line, address, is_over):
            connection = HTTPConnection(host, port)
            connection.sock = line
            response = _send_request(connection, url, data, sent)
            body = _read_body(response, largest, is_over)
    except ssl.SSLError as error:
        raise FetchError("broken", f"no safe connection: {error.reason}") from error
    except (OSError, HTTPException, ValueError) as error:
        late = monotonic() >= end or isinstance(error, TimeoutError)
        kind, why = ("slow", "took too long") if late else ("unreachable", "no answer")
        raise FetchError(kind, f"{host}: {why}") from error
    headers = tuple(response.headers.items())
    reason, status = response.reason or "", response.status
    return Hop(url.geturl(), address, sent, status, reason, headers, body)


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
    url: SplitResult, addresses: list[str], end: float
) -> Iterator[tuple[socket.socket, str, Any]]:
    """A connection to the first address that answers, cut when the time is over."""
    line, address = _connect_to_first(addresses, url.port or 0, end)
    # A second handle on the connection: what wraps the first may hold a lock.
    handle = socket.socket(fileno=os.dup(line.fileno()))
    watch = Timer(max(end - monotonic(), 0), handle.shutdown, (socket.SHUT_RDWR,))
    watch.daemon = True
    watch.start()
    try:
        if url.scheme == "https":
            context = ssl.create_default_context()
            line = context.wrap_socket(line, server_hostname=url.hostname)
        yield line, address, lambda: monotonic() >= end
    finally:
        watch.cancel()
        line.close()
        handle.close()


def _connect_to_first(
    addresses: list[str], port: int, end: float
) -> tuple[socket.socket, str]:
    for address in addresses[:4]:
        rest = end - monotonic()
        if rest <= 0:
            raise FetchError("slow", "took too long")
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        line = socket.socket(family, socket.SOCK_STREAM)
        line.settimeout(min(rest, 10))
        with suppress(OSError):
            line.connect((address, port))
            return line, address
        line.close()
    raise FetchError("unreachable", "nobody answers there")


def _read_body(response: HTTPResponse, largest: int, is_over: Any) -> bytes:
    found, size = [], 0
    while chunk := response.read(RESPONSE_CHUNK_BYTES):
        size += len(chunk)
        if size > largest:
            raise FetchError("large", f"more than {largest:,} bytes")
        found.append(chunk)
    if is_over():
        raise FetchError("slow", "took too long")
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and response.chunked is False and size < int(length):
        raise FetchError("broken", "the answer ended before its end")
    return b"".join(found)
