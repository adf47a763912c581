"""One canonical form for the URLs of a page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING_PARAMETERS = (
    "utm_",
    "fbclid",
    "gclid",
    "mc_cid",
    "mc_eid",
    "wt_mc",
    "ref_src",
)


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
