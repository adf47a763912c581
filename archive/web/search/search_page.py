"""The search page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from archive.citations import context_object, page_reference, search_record
from archive.exports import build_list_data
from archive.filters import SearchFilters
from archive.models import Entry, Event, Photo
from archive.models.held_values import HeldValues
from archive.search import (
    AskedQuery,
    MeaningHit,
    SearchHit,
    SearchResults,
    SharedLookups,
    ask_by_meaning,
    count_results,
    find_by_meaning,
    list_chosen_facets,
    search,
    suggest_spelling,
)
from archive.web.content_negotiation import offer_references
from archive.web.errors import (
    handle_search_unavailable,
    render_page_missing,
)
from archive.web.forms.filter_form import FacetForm
from archive.web.lists.entry_lists import (
    EntryItem,
    build_item,
    build_pager,
    name_author,
    name_publisher,
)
from archive.web.lists.filter_controls import (
    FilterChip,
    build_chips,
    build_facet_groups,
    build_problem_controls,
    get_url_without_filters,
    list_hidden_parameters,
    list_sort_options,
)
from archive.web.lists.view_bar import LIST, build_view_bar
from archive.web.page_signposts import add_list_signposts, list_search_files
from archive.web.search_slots import hold_search_slot

from .date_suggestion import suggest_date_filter
from .match_reasons import describe_match_reasons, is_label_named
from .matching_regions import find_matching_regions
from .search_export import build_export_links

FORM_FIELDS = (
    *("kind", "region", "tag", "language", "credit"),
    *("from", "to", "undated", "added"),
)
# filters whose lifting is counted, each with a query of all others
MOST_WIDENED_FILTERS = 8
_rows = HeldValues[tuple[int, str], EntryItem](most=400)  # by entry and language


@dataclass(frozen=True)
class WiderSearch:
    """The same search without one of its filters, with its count."""

    label: str
    url: str
    count: int


@dataclass(frozen=True)
class SpellingSuggestion:
    """The same search in another spelling, with its count."""

    q: str
    count: int
    url: str


@require_safe
@offer_references
@handle_search_unavailable
def search_page(request: HttpRequest) -> HttpResponse:
    """Results, facets and chips; the address has the whole state."""
    form = FacetForm(request)
    filters = form.filters
    if not form.is_valid():
        return _render_problems(request, form)
    path, chips = request.path, build_chips(form.filters, request.path)
    lookups = SharedLookups()
    with hold_search_slot(filters.q), ask_by_meaning(filters) as asked:
        results = search(filters, lookups)
        other = _suggest_other_searches(path, filters, chips, results, lookups)
        other |= _find_by_meaning(filters, results, asked)
    if filters.page > results.pages:
        return render_page_missing(request, filters, results.pages)
    context = {
        "form": form,
        **_build_result_context(filters, results, path),
        "chips": chips,
        **other,
    }
    cited = filters.without_basket().url(path)
    context["linked_data"] = _build_linked_data(filters, results, cited)
    response = render(request, "search/index.html", context)
    files = list_search_files(filters)
    return add_list_signposts(response, "SearchResultsPage", files, cite_as=cited)


def _build_result_context(
    filters: SearchFilters, results: SearchResults, path: str
) -> dict[str, object]:
    """What was found, and what leads on from it."""
    return {
        "selection": filters,
        "results": results,
        **_split_hits(_build_hit_items(results), results.complete_hits),
        **_build_all_words_link(filters, results, path),
        "groups": build_facet_groups(filters, path, results.facets),
        **_build_onward_links(filters, path),
        "pager": build_pager(filters, path, results.pages),
    }


def _build_linked_data(
    filters: SearchFilters, results: SearchResults, path: str
) -> dict[str, object]:
    language, day = get_language() or "en", timezone.localdate()
    record = search_record(filters.q, results.total, path, day, language)
    found = [hit.entry for hit in results.hits]
    return build_list_data("SearchResultsPage", record, found, results.total)


def _find_by_meaning(
    filters: SearchFilters, results: SearchResults, asked: AskedQuery
) -> dict[str, object]:
    """Rows of entries in other languages that are near in meaning and that the words
    didn't put on this page; those that are less certain apart."""
    shown = {hit.entry.pk for hit in results.hits}
    found = find_by_meaning(filters, get_language() or "en", asked, shown)
    return {
        "by_meaning": [_build_meaning_item(hit) for hit in found if hit.is_certain],
        "perhaps_by_meaning": [
            _build_meaning_item(hit) for hit in found if not hit.is_certain
        ],
    }


def _build_meaning_item(hit: MeaningHit) -> EntryItem:
    return build_item(
        hit.entry,
        hit.excerpt if hit.excerpt != hit.entry.title else "",
        hit.anchor,
        photo=hit.record if isinstance(hit.record, Photo) else None,
        event=hit.record if isinstance(hit.record, Event) else None,
        publisher=name_publisher(hit.record),
        author=name_author(hit.record),
    )


def _suggest_other_searches(
    path: str,
    filters: SearchFilters,
    chips: list[FilterChip],
    results: SearchResults,
    lookups: SharedLookups,
) -> dict[str, object]:
    """Searches that find more, or that fit better; each costs a search."""
    return {
        "wider": _count_without_filters(filters, results, chips, lookups),
        "dated": suggest_date_filter(filters, path, lookups),
        "meant": _suggest_spelling(filters, results, path, lookups),
    }


def _render_problems(request: HttpRequest, form: FacetForm) -> HttpResponse:
    """The form alone: the typed values, what is wrong, and the other filters as
    chips."""
    filters = form.filters
    facets = list_chosen_facets(filters)
    context = {
        **build_problem_controls(form, request.path),
        "groups": build_facet_groups(filters, request.path, facets),
        "hidden": list_hidden_parameters(filters, *FORM_FIELDS),
        "box_hidden": list_hidden_parameters(filters, "q", "sort"),
        "clear": get_url_without_filters(filters, request.path),
    }
    return render(request, "search/index.html", context, status=400)


def _build_onward_links(filters: SearchFilters, path: str) -> dict[str, object]:
    """Links from this search: other views and orders, exact words, files."""
    return {
        "views": build_view_bar(filters, LIST),
        "hidden": list_hidden_parameters(filters, *FORM_FIELDS),
        "clear": get_url_without_filters(filters, path),
        "called": find_matching_regions(filters.q),
        "sorts": list_sort_options(filters),
        "sort_hidden": list_hidden_parameters(filters, "sort"),
        "box_hidden": list_hidden_parameters(filters, "q", "sort"),
        "exports": build_export_links(filters),
        "expansion": filters.url(path, expand=not filters.expand),
    }


def _build_hit_items(results: SearchResults) -> list[EntryItem]:
    """The hits as rows with references for reference managers."""
    language = get_language() or "en"
    return [
        _build_hit_item(hit, hit.record, language) for hit in results.hits if hit.record
    ]


def _build_hit_item(hit: SearchHit, own: Entry, language: str) -> EntryItem:
    """The row of the entry, and in it why and where it matched."""
    row = _rows.make(
        (own.pk, language),
        lambda: build_item(
            hit.entry,
            photo=own if isinstance(own, Photo) else None,
            event=own if isinstance(own, Event) else None,
            coins=context_object(page_reference(hit.entry, own=own)),
            publisher=name_publisher(own),
            author=name_author(own),
        ),
    )
    return replace(
        row,
        title=hit.title or row.title,
        snippet=hit.snippet or row.snippet,
        anchor=hit.anchor,
        url=f"{row.url}#{hit.anchor}" if hit.anchor else row.url,
        matched_name="" if is_label_named(hit.reasons) else hit.matched_name,
        match_reasons=describe_match_reasons(hit.reasons),
    )


def _split_hits(items: list[EntryItem], complete: int) -> dict[str, object]:
    """The rows, and apart those with all words and those with some of them."""
    return {
        "hits": items,
        "complete_hits": items[:complete],
        "partial_hits": items[complete:],
    }


def _build_all_words_link(
    filters: SearchFilters, results: SearchResults, path: str
) -> dict[str, object]:
    """The address of the same search without what has only some of the words."""
    is_offered = results.complete and results.all_words
    return {
        "all_words_url": filters.url(path, q=results.all_words) if is_offered else "",
    }


def _count_without_filters(
    filters: SearchFilters,
    results: SearchResults,
    chips: list[FilterChip],
    lookups: SharedLookups,
) -> list[WiderSearch]:
    """Where nothing was found: the counts without each of the first filters."""
    if results.total or not chips:
        return []
    rows = (
        WiderSearch(
            chip.label,
            chip.url,
            count_results(filters.with_changes(**chip.change), lookups).number,
        )
        for chip in chips[:MOST_WIDENED_FILTERS]
    )
    return [row for row in rows if row.count]


def _suggest_spelling(
    filters: SearchFilters, results: SearchResults, path: str, lookups: SharedLookups
) -> SpellingSuggestion | None:
    """Where no entry has all words: another spelling of which one has."""
    if results.complete:
        return None
    words, number = suggest_spelling(filters, lookups)
    if not words:
        return None
    return SpellingSuggestion(words, number, filters.url(path, q=words))
