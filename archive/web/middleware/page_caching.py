"""Answers readers' pages from memory while nothing in the database has changed."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from archive.models import ENTRY_KINDS
from archive.models.held_values import use_period
from archive.web.content_negotiation import get_preferred_suffix
from archive.web.page_cache import (
    Address,
    CachedPage,
    CachedResponse,
    PageCache,
    compress_content,
    find_database_period,
)

from .reader_language import find_reader_language

MOST_BYTES = 48 * 2**20  # of all pages in memory, in all processes
CACHED_ROUTES = frozenset(
    {
        "home",
        "region-list",
        "region-detail",
        "region-picture",
        "world-picture",
        "table",
        "timeline",
        "timeline-picture",
        "tag-list",
        "tag-detail",
        "search",
        "search-facet",
        "narrative-list",
        "narrative-detail",
        "change-list",
        "compare",
        "correction-list",
        "entry-history",
        "entry-version",
        "entry-diff",
        "entry-cite",
        *(f"{kind}-list" for kind in ENTRY_KINDS),
        *(f"{kind}-detail" for kind in ENTRY_KINDS),
    }
)
_TYPED_PARAMETERS = {"q", "a.q", "b.q", "find", "basket", "in_basket"}
_VARIES_BY = {"accept-language", "accept"}
# Headers by which an answer may differ, or which make it one person's.
_PERSONAL_HEADERS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def cache_pages(get_response: GetResponse) -> GetResponse:
    """Middleware: hold the pages of `CACHED_ROUTES` that are the same for all readers.

    No page is answered from memory after a commit of any process, so a withdrawal
    ends it at once. Nothing is held of requests with a cookie, and of searches for
    words, which are the reader's; what such pages are made from is (`HeldValues`).
    Every handler has a cache of its own.
    """
    cache = PageCache(MOST_BYTES // settings.PROCESSES)

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method != "GET" or request.path_info.startswith("/desk/"):
            return get_response(request)
        period = find_database_period(timezone.now())
        is_of_page = not get_preferred_suffix(request)  # and no program's file
        if period is None or not (is_of_page and _is_for_everybody(request)):
            with use_period(period):
                return get_response(request)
        address = _build_address(request)
        page = cache.find(address, period)
        if page is not None:
            return CachedResponse(page)
        with use_period(period):
            response = get_response(request)
        if _may_hold(request, response):
            assert isinstance(response, HttpResponse)
            page = _make_page(response)
            cache.add(address, page, period)
            return CachedResponse(page)
        return response

    return answer


def _is_for_everybody(request: HttpRequest) -> bool:
    return not any(
        request.META.get(name) for name in _PERSONAL_HEADERS
    ) and _TYPED_PARAMETERS.isdisjoint(request.GET)


def _build_address(request: HttpRequest) -> Address:
    """All by which the answers to two requests for a page may differ."""
    return (
        str(request.scheme),
        request.META.get("HTTP_HOST", ""),
        request.META.get("SERVER_NAME", ""),
        request.META.get("SERVER_PORT", ""),
        request.META.get("SCRIPT_NAME", ""),
        request.get_full_path(),
        find_reader_language(request)[0],
    )


def _may_hold(request: HttpRequest, response: HttpResponseBase) -> bool:
    match = request.resolver_match
    varies = response.headers.get("Vary", "").lower().replace(" ", "").split(",")
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and match is not None
        and match.url_name in CACHED_ROUTES
        and not response.cookies
        and "Cache-Control" not in response.headers
        and set(varies) <= _VARIES_BY
    )


def _make_page(response: HttpResponse) -> CachedPage:
    content = response.content
    return CachedPage(content, compress_content(content), dict(response.items()))
