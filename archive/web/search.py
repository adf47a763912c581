"""The search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.search import QueryError, search
from archive.selection import Problem, Selection

from .errors import bad_values, page_missing
from .lists import PAGE, item


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Hits with snippets and facets; a bad value gets a page that says so."""
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return bad_values(request, selection.problems)
    try:
        results = search(selection, page_size=PAGE)
    except QueryError as error:
        problem = Problem("q", selection.q[:80], str(error) or _("Not understood."))
        return bad_values(request, (problem,))
    if selection.page > max(1, results.pages):
        return page_missing(request, max(1, results.pages))
    hits = [
        (hit, item(hit.entry, hit.snippet_html, hit.anchor)) for hit in results.hits
    ]
    context = {"selection": selection, "results": results, "hits": hits}
    return render(request, "search/results.html", context)
