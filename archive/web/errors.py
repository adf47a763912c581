"""Error pages, and the error pages of searches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from archive.filters import ParameterProblem, SearchFilters
from archive.search import SearchUnavailable

from .forms.filter_form import build_page_problems
from .search_slots import BUSY_RETRY_AFTER, TooManySearches

View = Callable[..., HttpResponseBase]
INDEX_RETRY_AFTER = 60  # seconds; a rebuild of ten thousand entries takes about as long
ID_MESSAGES = (  # said by archive.text, which knows no Django
    gettext_noop("An id has eight letters and digits, such as 4F7K-9Q2T."),
    gettext_noop("This id is mistyped: its check character does not fit."),
)


def render_bad_values(
    request: HttpRequest, refused: Sequence[ParameterProblem]
) -> HttpResponse:
    """400 for a request without a form, such as a file: what is wrong, and the address
    without it."""
    context = {"problems": build_page_problems(request, refused)}
    return render(request, "400.html", context, status=400)


def render_unreadable_address(request: HttpRequest, status: int) -> HttpResponse:
    """400 or 414: the address as a whole is unreadable."""
    return render(request, "400.html", {"problems": ()}, status=status)


def handle_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for a request that no view received."""
    return render(request, "400.html", {"problems": ()}, status=400)


def handle_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what never existed and for what is not public."""
    return render(request, "404.html", status=404)


def render_mistyped_id(request: HttpRequest, message: str) -> HttpResponse:
    """404 that says that the id is mistyped."""
    return render(request, "404.html", {"mistyped": _(message)}, status=404)


def render_page_missing(
    request: HttpRequest, filters: SearchFilters, pages: int
) -> HttpResponse:
    """404 with a link to the last page of the list."""
    last = filters.url(request.path, page=pages)
    context = {"page": filters.page, "pages": pages, "last": last}
    return render(request, "404.html", context, status=404)


def handle_search_unavailable(view: View) -> View:
    """Wrap a view that searches, so that it answers 503 where too many searches wait,
    or where the index is being built and the archive is too large to search without
    it."""

    @wraps(view)
    def answer(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except TooManySearches:
            return _render_retry_later(request, "search/busy.html", BUSY_RETRY_AFTER)
        except SearchUnavailable:
            return _render_retry_later(request, "503.html", INDEX_RETRY_AFTER)

    return answer


def _render_retry_later(
    request: HttpRequest, template: str, seconds: int
) -> HttpResponse:
    response = render(request, template, status=503)
    response.headers["Retry-After"] = str(seconds)
    return response


def handle_server_error(request: HttpRequest) -> HttpResponse:
    """500, without anything from the request."""
    return render(request, "500.html", status=500)
