"""The search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.citations import context_object
from archive.citations import page_reference as reference_item
from archive.models import Photo, load_own_kinds
from archive.search import Results, search, suggestion, total
from archive.selection import Selection
from archive.web.errors import bad_values, index_needed, page_missing
from archive.web.lists.entry_lists import Item, item, pager
from archive.web.lists.filter_controls import Chip, chips, clear, groups, hidden, sorts

from .date_suggestion import dated
from .match_reasons import why
from .matching_regions import called
from .search_export import exports

SHOWN = ("kind", "region", "tag", "language", "credit", "from", "to", "undated")
MOST_WIDER = 8  # filters whose lifting is counted, each with a query of all others


@require_safe
@index_needed
def search_page(request: HttpRequest) -> HttpResponse:
    """Results, facets and chips; every state is an address."""
    selection = Selection.from_query(request.GET)
    if selection.problems:
        return bad_values(request, selection.problems)
    results = search(selection)
    if selection.page > results.pages:
        return page_missing(request, selection, results.pages)
    set_filters = chips(selection, request.path)
    context = {
        "selection": selection,
        "results": results,
        "hits": _items(results),
        "groups": groups(selection, request.path, results.facets),
        "hidden": hidden(selection, *SHOWN),
        "chips": set_filters,
        "clear": clear(selection, request.path),
        **_ways(selection, request.path),
        "pager": pager(selection, request.path, results.pages),
        "wider": _wider(selection, results, set_filters, request.path),
        "called": called(selection.q),
        "dated": dated(selection, request.path),
        "meant": _meant(selection, results, request.path),
    }
    return render(request, "search/index.html", context)


def _ways(selection: Selection, path: str) -> dict[str, object]:
    """Where this search goes on: another order, other words, files, other names."""
    return {
        "sorts": sorts(selection),
        "sort_hidden": hidden(selection, "sort"),
        "box_hidden": hidden(selection, "q", "sort"),
        "exports": exports(selection),
        "expansion": selection.url(path, expand=not selection.expand),
    }


def _items(results: Results) -> list[Item]:
    """The hits, each with its reference for reference managers."""
    language = get_language() or "en"
    own = load_own_kinds(hit.entry for hit in results.hits)
    rows = ((hit, own.get(hit.entry.pk)) for hit in results.hits)
    return [
        item(h.entry, h.snippet or "", h.anchor, h.title,
             whole if isinstance(whole, Photo) else None, h.via, why(h.reasons),
             context_object(reference_item(h.entry, language, whole)))
        for h, whole in rows if whole
    ]  # fmt: skip


def _wider(
    selection: Selection, results: Results, chips: list[Chip], path: str
) -> list[dict[str, object]]:
    """Where nothing was found: what each of the first filters keeps back."""
    if results.total or not chips:
        return []
    rows = (
        {"label": chip.label, "url": chip.url,
         "n": total(selection.but(**chip.change)).number}
        for chip in chips[:MOST_WIDER]
    )  # fmt: skip
    return [row for row in rows if row["n"]]


def _meant(
    selection: Selection, results: Results, path: str
) -> dict[str, object] | None:
    """Where nothing was found: another spelling that finds something."""
    words, number = suggestion(selection) if not results.total else ("", 0)
    if not words:
        return None
    return {"q": words, "n": number, "url": selection.url(path, q=words)}
