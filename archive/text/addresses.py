"""One canonical form for the URLs of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import quote, unquote_plus, unquote_to_bytes, urlsplit, urlunsplit

_UNSAFE_CHARACTERS = frozenset(' "<>\\^`{|}')
_TRACKING_PARAMETERS = (
    "utm_",
    "fbclid",
    "gclid",
    "mc_cid",
    "mc_eid",
    "wt_mc",
    "ref_src",
)
_ARCHIVE_PREFIX = re.compile(
    r"https?://(?:web\.archive\.org/web/\d+[a-z_]*/|"
    r"archive\.(?:today|ph|is|li|vn|md|fo)/(?:o/\w+/|newest/|\d{4,}/)|"
    r"(?:www\.)?google\.[a-z.]+/amp/s/)",
    re.IGNORECASE,
)
_HOST_PREFIX = re.compile(r"(?:(?:www|m|mobile|amp)\.)+(?=[^.]+\.)")
_SAME_HOSTS = {"twitter.com": "x.com"}
_AMP_END = re.compile(r"(?:/amp|\.amp)/?\Z|(?<=\.)amp\.(?=html\Z)")
_AMP_PARAMETERS = {"", "amp", "amp=1", "amp=", "outputType=amp"}


def is_web_url(url: str) -> bool:
    """Whether an address may be a link: http or https, with a host, and nothing that a
    browser drops or a page could be broken by."""
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    is_plain = url.isprintable() and _UNSAFE_CHARACTERS.isdisjoint(url)
    return is_plain and is_whole and parts.scheme in ("http", "https")


def web_url_or_empty(url: str) -> str:
    """The address where it may be a link, else an empty text."""
    return url if is_web_url(url) else ""


def canonical_url(url: str) -> str:
    """Lower-case host, no default port, fragment or tracking parameters; all else to
    the byte.

    Raises ValueError for anything but http and https.
    """
    parts = urlsplit(url.strip())
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is no web address: it begins with https://")
    host = parts.hostname.lower()
    if ":" in host:  # IPv6
        host = f"[{host}]"
    port = parts.port
    if port and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        host = f"{host}:{port}"
    query = "&".join(_iter_parameters(parts.query))
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", query, ""))


def _iter_parameters(query: str) -> Iterator[str]:
    """The parameters as they are written, without those that track readers."""
    for parameter in query.split("&"):
        name = unquote_plus(parameter.partition("=")[0]).lower()
        if parameter and not name.startswith(_TRACKING_PARAMETERS):
            yield parameter


def make_address_key(url: str) -> str:
    """A hash that is the same for an address in any dress (`undress_address`).

    Raises ValueError for anything but http and https.
    """
    return sha256(undress_address(url).encode()).hexdigest()


def undress_address(url: str) -> str:
    """An address without its dress: scheme, www, mobile and AMP hosts, X for Twitter, a
    slash at the end, tracking, the prefixes of web archives, percent signs for letters,
    hosts in Punycode. For comparing; it need not lead anywhere.

    Raises ValueError for anything but http and https.
    """
    bare = _ARCHIVE_PREFIX.sub("", url.strip())
    if not bare.lower().startswith(("http://", "https://")):
        bare = f"http://{bare}" if bare != url.strip() else bare
    parts = urlsplit(canonical_url(bare))
    host = _HOST_PREFIX.sub("", _encode_host(parts.netloc))
    host = _SAME_HOSTS.get(host, host)
    path = _AMP_END.sub("", _unify_percent_signs(parts.path)).rstrip("/")
    pairs = map(_unify_percent_signs, parts.query.replace("+", "%20").split("&"))
    rest = "&".join(sorted(set(pairs) - _AMP_PARAMETERS))
    return f"{host}{path}?{rest}"


def _unify_percent_signs(text: str) -> str:
    """The same bytes written in one way."""
    return quote(unquote_to_bytes(text), safe="/=")


def find_host(url: str) -> str:
    """The host of a web address as people name it, without `www.` and its port; ""
    where it has none."""
    try:
        return remove_www(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def remove_www(host: str) -> str:
    """`hrw.org` of `www.hrw.org`; all else as it is."""
    is_prefixed = host[:4].lower() == "www." and "." in host[4:]
    return host[4:] if is_prefixed else host


def _encode_host(host: str) -> str:
    """A host in Punycode, as the network knows it; as it is where it has none."""
    try:
        return host.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        return host
