"""One canonical form for the URLs of a page."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

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
_AMP_QUERIES = (("amp", "1"), ("amp", ""), ("outputType", "amp"))


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
    """Lower-case host, no default port, fragment or tracking parameters.

    Raises ValueError for anything but http and https.
    """
    parts = urlsplit(url.strip())
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is no web address: it begins with https://")
    host = parts.hostname.lower()
    port = parts.port
    if port and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        host = f"{host}:{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    parameters = [
        (k, v) for k, v in pairs if not k.lower().startswith(_TRACKING_PARAMETERS)
    ]
    path = parts.path or "/"
    return urlunsplit((parts.scheme.lower(), host, path, urlencode(parameters), ""))


def make_address_key(url: str) -> str:
    """A hash that is the same for an address in any dress: scheme, www, mobile and AMP
    hosts, X for Twitter, a slash at the end, tracking, the prefixes of web archives.

    Raises ValueError for anything but http and https.
    """
    bare = _ARCHIVE_PREFIX.sub("", url.strip())
    if not bare.lower().startswith(("http://", "https://")):
        bare = f"http://{bare}" if bare != url.strip() else bare
    parts = urlsplit(canonical_url(bare))
    host = _HOST_PREFIX.sub("", parts.netloc)
    host = _SAME_HOSTS.get(host, host)
    path = _AMP_END.sub("", parts.path).rstrip("/")
    pairs = [(k, v) for k, v in parse_qsl(parts.query) if (k, v) not in _AMP_QUERIES]
    rest = urlencode(sorted(pairs))
    return sha256(f"{host}{path}?{rest}".encode()).hexdigest()
