"""Chooses the form of an entry or of a page that a program asks for in `Accept`
(RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from archive.exports import ENTRY_FORMATS
from archive.web.page_signposts import UNAPI_FORMATS, build_unapi_url

HTML_TYPE = "text/html"
MOST_ACCEPT_CHARACTERS = 1_000  # Django reads longer ones in quadratic time
_FURTHER_TYPES = {
    "text/x-bibtex": "bib",
    "text/bibliography": "txt",
    "application/xhtml+xml": "",
    "application/x-endnote+xml": "endnote.xml",
}
_UNNEGOTIATED_SUFFIXES = (
    "biblatex.bib",
    "endnote.xml",
    "wiki.txt",
)  # whose type is another's


def get_preferred_suffix(
    request: HttpRequest, suffixes: Iterable[str] = tuple(ENTRY_FORMATS)
) -> str:
    """The suffix of the file that the client prefers to the page, or "" for the page.

    Clients that accept a page get it, as do those that accept nothing we have, or ask
    at a length that nobody needs: no request is refused.
    """
    if len(request.headers.get("Accept", "")) > MOST_ACCEPT_CHARACTERS:
        return ""
    known = list(suffixes)
    offered = [suffix for suffix in known if suffix not in _UNNEGOTIATED_SUFFIXES]
    by_type = {HTML_TYPE: ""}
    for suffix in offered:
        media_type = ENTRY_FORMATS[suffix].media_type.partition(";")[0]
        by_type.setdefault(media_type, suffix)
    for media_type, suffix in _FURTHER_TYPES.items():
        if not suffix or suffix in known:
            by_type[media_type] = suffix
    best = request.get_preferred_type(list(by_type))
    return by_type[best] if best else ""


def offer_references(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Wrap the view of a page that is cited, so that programs that prefer its reference
    are led to it (303)."""

    @wraps(view)
    def answer(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        name = get_preferred_reference(request)
        if name:
            query = request.GET.copy()
            query.pop("lang", None)
            cited = f"{request.path}?{query.urlencode()}" if query else request.path
            address = build_unapi_url(f"{settings.BASE_URL}{cited}", name)
            response: HttpResponseBase = HttpResponseRedirect(address, status=303)
        else:
            response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])
        return response

    return answer


def get_preferred_reference(request: HttpRequest) -> str:
    """The name in unAPI of the format that the client prefers to a page, or ""."""
    suffix = get_preferred_suffix(request, UNAPI_FORMATS.values())
    return next((n for n, s in UNAPI_FORMATS.items() if s == suffix), "")
