"""Full text, behind a facade: only this package talks to the engine."""

from ._search import (
    MatchingIds,
    ResultCount,
    SearchResults,
    count_results,
    find_entry_ids,
    find_matching_ids,
    search,
    suggest_spelling,
)
from .engines.protocol import IndexUnwritable
from .index.generations import needs_rebuild
from .index.index_comparison import IndexDifference, find_index_differences
from .index.index_worker import drain
from .index.rebuild import reindex
from .query.lexing import is_only_operators
from .query.parsed_query import WordExpansion
from .query.search_plan import SearchPlan
from .results.database_search import SearchUnavailable
from .results.facets import Facet, FacetValue
from .results.hits import SearchHit
from .results.similar_entries import find_similar_entries
from .results.snippets import MatchReason
from .results.tag_counts import count_by_tag

__all__ = [
    "Facet",
    "FacetValue",
    "IndexDifference",
    "IndexUnwritable",
    "MatchReason",
    "MatchingIds",
    "ResultCount",
    "SearchHit",
    "SearchPlan",
    "SearchResults",
    "SearchUnavailable",
    "WordExpansion",
    "count_by_tag",
    "count_results",
    "drain",
    "find_entry_ids",
    "find_index_differences",
    "find_matching_ids",
    "find_similar_entries",
    "is_only_operators",
    "needs_rebuild",
    "reindex",
    "search",
    "suggest_spelling",
]
