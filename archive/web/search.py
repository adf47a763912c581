"""The search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.search import search
from archive.selection import Selection

from .errors import bad_values, page_missing
from .lists import item


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Results, facets and chips; every state is an address."""
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return bad_values(request, selection.problems)
    results = search(selection)
    if selection.page > results.pages:
        return page_missing(request, results.pages)
    turn = {
        name: selection.url(request.path, page=selection.page + step)
        for name, step in (("previous", -1), ("next", 1))
        if 1 <= selection.page + step <= results.pages
    }
    context = {
        "selection": selection,
        "results": results,
        "hits": [item(h.entry, h.snippet or "", h.anchor) for h in results.hits],
        "facets": _links(selection, results.facets, request.path),
        "chips": _chips(selection, request.path),
        "turn": turn,
    }
    return render(request, "search/index.html", context)


def _links(selection: Selection, facets: object, path: str) -> list[dict[str, object]]:
    fields = {"kind": "kinds", "region": "regions", "tag": "tags"}
    fields["language"] = "languages"
    found = []
    for facet in facets:  # type: ignore[attr-defined]
        field = fields.get(facet.name)
        if field is None:
            continue
        rows = []
        for value in facet.values:
            chosen = getattr(selection, field)
            change = {field: (*chosen, value.value)}
            if value.value in chosen:
                change = selection.without(field, value.value)
            rows.append(
                {
                    "value": value,
                    "url": selection.url(path, **change),
                    "on": value.value in chosen,
                }
            )
        found.append({"name": facet.name, "rows": rows})
    return found


def _chips(selection: Selection, path: str) -> list[dict[str, str]]:
    chips = []
    for field in ("kinds", "regions", "tags", "languages", "credit", "source"):
        for value in getattr(selection, field):
            url = selection.url(path, **selection.without(field, value))
            chips.append({"label": value, "url": url})
    for field in ("date_from", "date_to"):
        if getattr(selection, field):
            label = getattr(selection, field).text
            chips.append({"label": label, "url": selection.url(path, **{field: None})})
    return chips
