"""Full text, behind a facade: only this package talks to the engine."""

from ._search import (
    Matches,
    Results,
    Total,
    ids,
    matching,
    search,
    suggestion,
    tag_facet,
    total,
)
from .engines.protocol import Unwritable
from .index.generations import needs_rebuild
from .index.index_comparison import Difference, differences
from .index.index_worker import drain
from .index.rebuild import reindex
from .query.lexing import is_sign
from .query.parsed_query import Also
from .results.database_search import Unavailable
from .results.facets import Facet, Value
from .results.hits import Hit
from .results.similar_entries import like
from .results.snippets import Reason
from .results.tag_counts import tag_counts

__all__ = [
    "Also",
    "Difference",
    "Facet",
    "Hit",
    "Matches",
    "Reason",
    "Results",
    "Total",
    "Unavailable",
    "Unwritable",
    "Value",
    "differences",
    "drain",
    "ids",
    "is_sign",
    "like",
    "matching",
    "needs_rebuild",
    "reindex",
    "search",
    "suggestion",
    "tag_counts",
    "tag_facet",
    "total",
]
