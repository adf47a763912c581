"""One evaluation: hits, total and facets of what a reader may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.filters import SearchFilters

from .engines.protocol import ColumnOrder, IndexUnreadable, SearchAnswer, SearchRequest
from .index.hidden_entries import find_hidden_ids
from .index.live_index import evaluate_request
from .query.cost_bound import parse_affordable_query
from .query.index_filters import build_filters
from .query.parsed_query import ParsedQuery, WordExpansion
from .query.spelling_suggestions import suggest_queries
from .results.database_search import SearchUnavailable, search_database
from .results.facets import Facet, FacetBuilder
from .results.hits import SearchHit, load_hits
from .results.public_answers import evaluate_public

HITS_PER_PAGE = 20
PREFIX_CUT_NOTICE = _(
    "Too many words begin so: not all were searched for. Type more letters."
)
INDEX_BUILDING_NOTICE = _(
    "The index is being built: only titles and summaries were searched."
)


@dataclass(frozen=True)
class SearchResults:
    """A page of hits with the exact total and facets over all of them. `words` are
    those that were searched for, `also` what else they are called."""

    hits: tuple[SearchHit, ...]
    total: int
    page: int
    pages: int
    facets: tuple[Facet, ...]
    notices: tuple[str | Promise, ...]
    words: tuple[str, ...]
    also: tuple[WordExpansion, ...]
    milliseconds: int


@dataclass(frozen=True)
class ResultCount:
    """How many public entries a selection finds, and how its words were read."""

    number: int
    notices: tuple[str | Promise, ...]


@dataclass(frozen=True)
class MatchingIds:
    """Ids of what the words match, before any filter; None = no words."""

    ids: frozenset[int] | None
    notices: tuple[str | Promise, ...]


def search(selection: SearchFilters) -> SearchResults:
    """Find public entries: one evaluation of the index for hits, total, order and
    facets. What is not public any more is left out before anything is counted, and
    the database decides once more what may be seen. Raises `SearchUnavailable`."""
    began = perf_counter()
    asked = _parse_words(selection)
    facets = FacetBuilder(selection, get_language() or "en")
    request = replace(
        _make_request(selection, asked),
        start=(selection.page - 1) * HITS_PER_PAGE,
        counts=facets.counts,
    )
    notices = [*selection.notices, *asked.notices]
    try:
        _request, answer = evaluate_public(request)
        total, ids, counted = answer.total, _ids_of_page(answer), answer.counts
        notices += [PREFIX_CUT_NOTICE] if answer.is_cut else []
    except IndexUnreadable:
        entries = search_database(selection, asked.words)
        total, counted = entries.count(), ()
        page = entries.values_list("pk", flat=True)
        ids = list(page[request.start : request.start + HITS_PER_PAGE])
        notices += [INDEX_BUILDING_NOTICE] if selection.q else []
    return SearchResults(
        hits=load_hits(ids, asked),
        total=total,
        page=selection.page,
        pages=max(1, -(-total // HITS_PER_PAGE)),
        facets=facets.of(counted),
        notices=tuple(notices),
        words=asked.words,
        also=asked.also,
        milliseconds=round((perf_counter() - began) * 1000),
    )


def count_results(selection: SearchFilters) -> ResultCount:
    """How many entries a selection finds, without a page of them. Raises
    `SearchUnavailable`."""
    asked = _parse_words(selection)
    try:
        _request, answer = evaluate_public(_make_request(selection, asked))
    except IndexUnreadable:
        number = search_database(selection, asked.words).count()
        notices = (*asked.notices, *((INDEX_BUILDING_NOTICE,) if selection.q else ()))
        return ResultCount(number, notices)
    notices = (*asked.notices, *((PREFIX_CUT_NOTICE,) if answer.is_cut else ()))
    return ResultCount(answer.total, notices)


def find_entry_ids(selection: SearchFilters) -> list[int]:
    """Ids of all that a selection finds, in its order.

    Raises `SearchUnavailable` where the index would be missed: a part is not told from
    the whole.
    """
    request = replace(_make_request(selection, _parse_words(selection)), size=None)
    try:
        return _ids_of_page(evaluate_request(request))
    except IndexUnreadable as error:
        if selection.q:
            raise SearchUnavailable from error
    return list(search_database(selection, ()).values_list("pk", flat=True))


def find_matching_ids(selection: SearchFilters) -> MatchingIds:
    """What the words match, whatever the filters. Raises `SearchUnavailable`."""
    asked = _parse_words(selection)
    if not selection.q:
        return MatchingIds(None, ())
    try:
        answer = evaluate_request(
            SearchRequest(asked.tree, size=None, hidden=find_hidden_ids())
        )
    except IndexUnreadable:
        found = search_database(SearchFilters(q=selection.q), asked.words).order_by()
        ids = frozenset(found.values_list("pk", flat=True))
        return MatchingIds(ids, (*asked.notices, INDEX_BUILDING_NOTICE))
    notices = (*asked.notices, *((PREFIX_CUT_NOTICE,) if answer.is_cut else ()))
    return MatchingIds(frozenset(_ids_of_page(answer)), notices)


def suggest_spelling(selection: SearchFilters) -> tuple[str, int]:
    """Another spelling of the words and how many public entries it finds, under the
    same filters; ("", 0) where there is none. Raises `SearchUnavailable`."""
    for words in suggest_queries(selection):
        number = count_results(selection.but(q=words)).number
        if number:
            return words, number
    return "", 0


def count_tag_facet(selection: SearchFilters) -> Facet:
    """The tags of what is selected, with counts; without an index, none."""
    facets = FacetBuilder(selection, get_language() or "en")
    request = _make_request(selection, _parse_words(selection))
    try:
        answer = evaluate_request(
            replace(request, size=0, counts=(facets.asked["tag"],))
        )
    except IndexUnreadable:
        return Facet("tag", "tags", ())
    return facets.tags(answer.counts[0])


def _parse_words(selection: SearchFilters) -> ParsedQuery:
    return parse_affordable_query(selection.q, expand=selection.expand)


def _make_request(selection: SearchFilters, asked: ParsedQuery) -> SearchRequest:
    """The first page of a selection; without words, the latest additions first."""
    orders = {
        "date": ColumnOrder("dated"),
        "-date": ColumnOrder("dated", is_descending=True),
    }
    order = orders.get(selection.sort)
    if order is None and (selection.sort == "added" or not selection.q):
        order = ColumnOrder("added", is_descending=True)
    return SearchRequest(
        asked.tree,
        build_filters(selection),
        order,
        size=HITS_PER_PAGE,
        hidden=find_hidden_ids(),
    )


def _ids_of_page(answer: SearchAnswer) -> list[int]:
    return [pk for pk, _score in answer.page]
