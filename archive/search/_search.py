"""Searches: one evaluation of the index gives hits, total and facets of what readers
may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.filters import SearchFilters

from .engines.protocol import ColumnOrder, IndexUnreadable, SearchAnswer, SearchRequest
from .index.live_index import evaluate_public, evaluate_request
from .query.parsed_query import ParsedQuery, WordExpansion
from .query.parsing import require_all_words
from .query.shared_lookups import SharedLookups
from .query.spelling_suggestions import suggest_queries
from .results.database_search import SearchUnavailable, search_database
from .results.facet_browsing import FacetBrowser
from .results.facets import Facet, FacetBuilder
from .results.hits import SearchHit, load_hits

HITS_PER_PAGE = 20
PREFIX_CUT_NOTICE = _(
    "Too many words begin with these letters, so we searched for only "
    "some of them. Type more letters."
)
SOME_WORDS_NOTICE = _(
    "Fewer than %(n)s entries have all of your words, so entries with some of them are "
    "here too. Write AND between the words to leave those out."
)
INDEX_BUILDING_NOTICE = _(
    "The search index is being rebuilt, so we searched only titles and summaries."
)


@dataclass(frozen=True)
class SearchResults:
    """A page of hits, with the exact total and facets over all hits.

    The hits with all words come first; the last `partial` of the total have only some
    of them, and `all_words` is the query that finds only the others. `words` are the
    words searched for, `expansions` their other names that were searched too.
    """

    hits: tuple[SearchHit, ...]
    total: int
    partial: int
    all_words: str
    page: int
    pages: int
    facets: tuple[Facet, ...]
    notices: tuple[str | Promise, ...]
    words: tuple[str, ...]
    expansions: tuple[WordExpansion, ...]
    milliseconds: int

    @property
    def complete(self) -> int:
        """How many entries have all words."""
        return self.total - self.partial

    @property
    def complete_hits(self) -> int:
        """How many hits of this page have all words."""
        return max(0, self.complete - (self.page - 1) * HITS_PER_PAGE)


@dataclass(frozen=True)
class ResultCount:
    """How many public entries a search finds, of which the last `partial` have only
    some of its words, and how these were read."""

    number: int
    notices: tuple[str | Promise, ...]
    partial: int = 0

    @property
    def complete(self) -> int:
        """How many entries have all words."""
        return self.number - self.partial


@dataclass(frozen=True)
class MatchingIds:
    """The ids of entries that match the words, before any filter; `ids` is None without
    words."""

    ids: frozenset[int] | None
    notices: tuple[str | Promise, ...]


def search(
    filters: SearchFilters, lookups: SharedLookups | None = None
) -> SearchResults:
    """Find public entries; one evaluation of the index answers all that a page shows.

    Entries that are no longer public are left out before anything is counted, and the
    database checks visibility once more. `lookups` is shared by the searches of a page.
    Raises `SearchUnavailable`.
    """
    began = perf_counter()
    lookups = lookups or SharedLookups()
    parsed = lookups.parse_words(filters)
    facets = FacetBuilder(filters, get_language() or "en")
    request = replace(
        _make_request(filters, lookups),
        start=(filters.page - 1) * HITS_PER_PAGE,
        counts=facets.counts,
    )
    notices = [*filters.notices, *parsed.notices]
    try:
        _request, answer = evaluate_public(request)
        total, partial = answer.total, answer.partial
        ids, counts = _ids_of_page(answer), answer.counts
        notices += [PREFIX_CUT_NOTICE] if answer.is_cut else []
    except IndexUnreadable:
        entries = search_database(filters, parsed.words)
        total, partial, counts = entries.count(), 0, ()
        page = entries.values_list("pk", flat=True)
        ids = list(page[request.start : request.start + HITS_PER_PAGE])
        notices += [INDEX_BUILDING_NOTICE] if filters.q else []
    return SearchResults(
        hits=load_hits(ids, parsed),
        total=total,
        partial=partial,
        all_words=require_all_words(filters.q) if partial else "",
        page=filters.page,
        pages=max(1, -(-total // HITS_PER_PAGE)),
        facets=facets.make_facets(counts),
        notices=tuple(notices),
        words=parsed.words,
        expansions=parsed.expansions,
        milliseconds=round((perf_counter() - began) * 1000),
    )


def count_results(
    filters: SearchFilters, lookups: SharedLookups | None = None
) -> ResultCount:
    """How many entries a search finds, without a page of them. Raises
    `SearchUnavailable`."""
    lookups = lookups or SharedLookups()
    parsed = lookups.parse_words(filters)
    try:
        _request, answer = evaluate_public(_make_request(filters, lookups))
    except IndexUnreadable:
        number = search_database(filters, parsed.words).count()
        building = (INDEX_BUILDING_NOTICE,) if filters.q else ()
        return ResultCount(number, (*parsed.notices, *building))
    notices = _list_notices(parsed, answer)
    return ResultCount(answer.total, notices, answer.partial)


def list_chosen_facets(filters: SearchFilters) -> tuple[Facet, ...]:
    """Facets with only the chosen values, without counts, for pages that do not search.
    Two queries for names."""
    return FacetBuilder(filters, get_language() or "en").make_facets(())


def browse_facet(filters: SearchFilters, name: str, sought: str = "") -> Facet:
    """All values of the facet `name` that have entries, each with its count, as if
    nothing of its own were chosen; with `sought`, those with this in a name.

    One evaluation of the index and one query for names. Raises `SearchUnavailable`
    where the index cannot be read: without counts there is nothing to browse.
    """
    browser = FacetBrowser(filters, get_language() or "en", name, sought)
    request = replace(_make_request(filters, SharedLookups()), counts=browser.counts)
    try:
        _request, answer = evaluate_public(request)
    except IndexUnreadable as error:
        raise SearchUnavailable from error
    return browser.make_facet(answer.counts)


def find_entry_ids(filters: SearchFilters) -> list[int]:
    """The ids of all entries that a search finds, in its order.

    Raises `SearchUnavailable` where the index cannot be read: part of the result would
    look like all of it.
    """
    request = replace(_make_request(filters, SharedLookups()), size=None)
    try:
        return _ids_of_page(evaluate_request(request))
    except IndexUnreadable as error:
        if filters.q:
            raise SearchUnavailable from error
    return list(search_database(filters, ()).values_list("pk", flat=True))


def find_matching_ids(filters: SearchFilters) -> MatchingIds:
    """The ids that match the words, before any filter. Raises `SearchUnavailable`."""
    if not filters.q:
        return MatchingIds(None, ())
    lookups = SharedLookups()
    parsed = lookups.parse_words(filters)
    try:
        answer = evaluate_request(
            SearchRequest(
                parsed.tree,
                size=None,
                hidden=lookups.hidden_ids,
                partial=parsed.partial,
                enough=parsed.enough,
            )
        )
    except IndexUnreadable:
        entries = search_database(SearchFilters(q=filters.q), parsed.words).order_by()
        ids = frozenset(entries.values_list("pk", flat=True))
        return MatchingIds(ids, (*parsed.notices, INDEX_BUILDING_NOTICE))
    notices = _list_notices(parsed, answer)
    if answer.partial:
        notices = (*notices, SOME_WORDS_NOTICE % {"n": parsed.enough})
    return MatchingIds(frozenset(_ids_of_page(answer)), notices)


def suggest_spelling(
    filters: SearchFilters, lookups: SharedLookups | None = None
) -> tuple[str, int]:
    """Another spelling of the words and how many public entries have all of them, under
    the same filters; ("", 0) where there is none. Raises `SearchUnavailable`."""
    lookups = lookups or SharedLookups()
    for words in suggest_queries(filters):
        number = count_results(filters.with_changes(q=words), lookups).complete
        if number:
            return words, number
    return "", 0


def _make_request(filters: SearchFilters, lookups: SharedLookups) -> SearchRequest:
    """The first page of a search; without words, the latest additions first."""
    orders = {
        "date": ColumnOrder("dated"),
        "-date": ColumnOrder("dated", is_descending=True),
    }
    order = orders.get(filters.sort)
    if order is None and (filters.sort == "added" or not filters.q):
        order = ColumnOrder("added", is_descending=True)
    parsed = lookups.parse_words(filters)
    return SearchRequest(
        parsed.tree,
        lookups.build_filters(filters),
        order,
        size=HITS_PER_PAGE,
        hidden=lookups.hidden_ids,
        partial=parsed.partial,
        enough=parsed.enough,
    )


def _list_notices(
    parsed: ParsedQuery, answer: SearchAnswer
) -> tuple[str | Promise, ...]:
    return (*parsed.notices, *((PREFIX_CUT_NOTICE,) if answer.is_cut else ()))


def _ids_of_page(answer: SearchAnswer) -> list[int]:
    return [pk for pk, _score in answer.page]
