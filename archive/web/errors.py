"""Error pages, and the error pages of searches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from archive.filters import ParameterProblem, SearchFilters
from archive.models import Entry
from archive.search import SearchUnavailable

from .search_slots import BUSY_RETRY_AFTER, TooManySearches

View = Callable[..., HttpResponseBase]
INDEX_RETRY_AFTER = 60  # seconds; a rebuild of ten thousand entries takes about as long
PLAIN_TEXT = "text/plain; charset=utf-8"
PARAMETER_EXAMPLES = {
    "Accept-Datetime": "Accept-Datetime: Wed, 20 Feb 2019 12:00:00 GMT",
    "from": "from=2018-05",
    "added": "added=2026-11",
    "change": "change=corrected",
    "columns": "columns=year",
    "kind": "kind=article",
    "of": "of=record",
    "page": "page=2",
    "passage": "passage=p1",
    "region": "region=CN-XJ",
    "role": "role=about",
    "rows": "rows=region",
    "sort": "sort=added",
    "source": "source=4F7K9T2R",
    "style": "style=apa",
    "tag": "tag=theme/surveillance",
    "to": "to=2019-02-20",
}
ID_MESSAGES = (  # said by archive.text, which knows no Django
    gettext_noop("An id has eight letters and digits, for example 4F7K-9Q2T."),
    gettext_noop(
        "This id has a typing error: its last character does not match the others."
    ),
)


def refuse_parameters(refused: Sequence[ParameterProblem]) -> HttpResponse:
    """400 as plain text, for programs that ask for a file or a feed: each wrong
    parameter, what is wrong with it, and a right example."""
    lines = [str(_("We can't read this address"))]
    for problem in refused:
        lines.append(f"{problem.parameter}: {problem.message}")
        if problem.parameter in PARAMETER_EXAMPLES:
            example = PARAMETER_EXAMPLES[problem.parameter]
            lines.append(_("Example: %(example)s") % {"example": example})
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN_TEXT, status=400)


def render_unreadable_address(request: HttpRequest, status: int) -> HttpResponse:
    """400 or 414: the address as a whole is unreadable."""
    return render(request, "400.html", status=status)


def render_wrong_proxy(request: HttpRequest, problem: str) -> HttpResponse:
    """400: `problem` says what the web server in front passes on wrongly."""
    return render(request, "wrong_proxy.html", {"problem": problem}, status=400)


class VersionNotFoundError(Http404):
    """A public entry has no public version with a number, or never had one."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry


def handle_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what never existed and for what is not public; of a version
    that is not there it leads to those that are."""
    missed = exception.entry if isinstance(exception, VersionNotFoundError) else None
    return render(request, "404.html", {"version_of": missed}, status=404)


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
