"""The search page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.citations import context_object
from archive.citations import page_reference as reference_item
from archive.exports import load_own_kinds
from archive.filters import SearchFilters, parse_filters
from archive.models import Photo
from archive.search import SearchResults, count_results, search, suggest_spelling
from archive.web.errors import (
    handle_search_unavailable,
    render_bad_values,
    render_page_missing,
)
from archive.web.lists.entry_lists import EntryItem, build_item, build_pager
from archive.web.lists.filter_controls import (
    FilterChip,
    build_chips,
    build_facet_groups,
    get_url_without_filters,
    list_hidden_parameters,
    list_sort_options,
)

from .date_suggestion import suggest_date_filter
from .match_reasons import describe_match_reasons
from .matching_regions import find_matching_regions
from .search_export import build_export_links

FORM_FIELDS = ("kind", "region", "tag", "language", "credit", "from", "to", "undated")
# filters whose lifting is counted, each with a query of all others
MOST_WIDENED_FILTERS = 8


@require_safe
@handle_search_unavailable
def search_page(request: HttpRequest) -> HttpResponse:
    """Results, facets and chips; every state is an address."""
    selection = parse_filters(request.GET)
    if selection.problems:
        return render_bad_values(request, selection.problems)
    results = search(selection)
    if selection.page > results.pages:
        return render_page_missing(request, selection, results.pages)
    set_filters = build_chips(selection, request.path)
    context = {
        "selection": selection,
        "results": results,
        "hits": _build_hit_items(results),
        "groups": build_facet_groups(selection, request.path, results.facets),
        "hidden": list_hidden_parameters(selection, *FORM_FIELDS),
        "chips": set_filters,
        "clear": get_url_without_filters(selection, request.path),
        **_build_onward_links(selection, request.path),
        "pager": build_pager(selection, request.path, results.pages),
        "wider": _count_without_filters(selection, results, set_filters, request.path),
        "called": find_matching_regions(selection.q),
        "dated": suggest_date_filter(selection, request.path),
        "meant": _suggest_spelling(selection, results, request.path),
    }
    return render(request, "search/index.html", context)


def _build_onward_links(selection: SearchFilters, path: str) -> dict[str, object]:
    """Where this search goes on: another order, other words, files, other names."""
    return {
        "sorts": list_sort_options(selection),
        "sort_hidden": list_hidden_parameters(selection, "sort"),
        "box_hidden": list_hidden_parameters(selection, "q", "sort"),
        "exports": build_export_links(selection),
        "expansion": selection.url(path, expand=not selection.expand),
    }


def _build_hit_items(results: SearchResults) -> list[EntryItem]:
    """The hits, each with its reference for reference managers."""
    language = get_language() or "en"
    own = load_own_kinds(hit.entry for hit in results.hits)
    rows = ((hit, own.get(hit.entry.pk)) for hit in results.hits)
    return [
        build_item(
            h.entry,
            h.snippet or "",
            h.anchor,
            h.title,
            whole if isinstance(whole, Photo) else None,
            h.via,
            describe_match_reasons(h.reasons),
            context_object(reference_item(h.entry, language, whole)),
        )
        for h, whole in rows
        if whole
    ]


def _count_without_filters(
    selection: SearchFilters, results: SearchResults, chips: list[FilterChip], path: str
) -> list[dict[str, object]]:
    """Where nothing was found: what each of the first filters keeps back."""
    if results.total or not chips:
        return []
    rows = (
        {
            "label": chip.label,
            "url": chip.url,
            "n": count_results(selection.but(**chip.change)).number,
        }
        for chip in chips[:MOST_WIDENED_FILTERS]
    )
    return [row for row in rows if row["n"]]


def _suggest_spelling(
    selection: SearchFilters, results: SearchResults, path: str
) -> dict[str, object] | None:
    """Where nothing was found: another spelling that finds something."""
    words, number = suggest_spelling(selection) if not results.total else ("", 0)
    if not words:
        return None
    return {"q": words, "n": number, "url": selection.url(path, q=words)}
