"""Full text, behind a facade: only this package talks to the engine."""

from ._search import (
    MatchingIds,
    ResultCount,
    SearchResults,
    browse_facet,
    count_results,
    find_entry_ids,
    find_matching_ids,
    list_chosen_facets,
    search,
    suggest_spelling,
)
from .engines.protocol import IndexUnwritable
from .haystack.model_updates import (
    IndexState,
    clear_whole_index,
    count_updates,
    describe_index,
    list_connection_names,
    list_indexed_models,
    remove_stale,
    update_model,
)
from .index.generations import (
    delete_former_generations,
    delete_older_formats,
    needs_rebuild,
)
from .index.index_comparison import IndexDifference, find_index_differences
from .index.index_worker import process_outbox, remove_hidden_words
from .index.public_texts import list_public_texts
from .index.rebuild import reindex
from .meaning.encoder_socket import AskedQuery, answer_queries
from .meaning.encoding import is_meaning_searched
from .meaning.vector_updates import VectorUpdates, drop_stale_vectors
from .query.lexing import is_only_operators
from .query.parsed_query import WordExpansion
from .query.shared_lookups import SharedLookups
from .results.column_counts import (
    TimelineCounts,
    count_kinds_and_tags,
    count_months,
    count_roles,
    count_subject_regions,
    count_tags,
    count_timeline,
    plan_entry_list,
)
from .results.column_evaluation import CountsUnavailable
from .results.database_search import SearchUnavailable
from .results.facet_browsing import BROWSED_COLUMNS
from .results.facets import Facet, FacetValue
from .results.hits import SearchHit
from .results.meaning_hits import MeaningHit, ask_by_meaning, find_by_meaning
from .results.similar_entries import SimilarEntries, find_similar_entries
from .results.snippets import MatchReason
from .results.table_counts import count_columns
from .results.tag_counts import count_by_tag

__all__ = [
    "BROWSED_COLUMNS",
    "AskedQuery",
    "CountsUnavailable",
    "Facet",
    "FacetValue",
    "IndexDifference",
    "IndexState",
    "IndexUnwritable",
    "MatchReason",
    "MatchingIds",
    "MeaningHit",
    "ResultCount",
    "SearchHit",
    "SearchResults",
    "SearchUnavailable",
    "SharedLookups",
    "SimilarEntries",
    "TimelineCounts",
    "VectorUpdates",
    "WordExpansion",
    "answer_queries",
    "ask_by_meaning",
    "browse_facet",
    "clear_whole_index",
    "count_by_tag",
    "count_columns",
    "count_kinds_and_tags",
    "count_months",
    "count_results",
    "count_roles",
    "count_subject_regions",
    "count_tags",
    "count_timeline",
    "count_updates",
    "delete_former_generations",
    "delete_older_formats",
    "describe_index",
    "drop_stale_vectors",
    "find_by_meaning",
    "find_entry_ids",
    "find_index_differences",
    "find_matching_ids",
    "find_similar_entries",
    "is_meaning_searched",
    "is_only_operators",
    "list_chosen_facets",
    "list_connection_names",
    "list_indexed_models",
    "list_public_texts",
    "needs_rebuild",
    "plan_entry_list",
    "process_outbox",
    "reindex",
    "remove_hidden_words",
    "remove_stale",
    "search",
    "suggest_spelling",
    "update_model",
]
