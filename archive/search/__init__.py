"""Full text, behind a facade: only this package talks to the engine."""

from ._comparing import Difference, differences
from ._drain import drain, reindex
from ._facets import Facet, Value, tag_counts
from ._generations import needs_rebuild
from ._likeness import like
from ._search import (
    Hit,
    Matches,
    Results,
    Unavailable,
    count,
    matching,
    search,
    suggestion,
    tag_facet,
)

__all__ = [
    "Difference",
    "Facet",
    "Hit",
    "Matches",
    "Results",
    "Unavailable",
    "Value",
    "count",
    "differences",
    "drain",
    "like",
    "matching",
    "needs_rebuild",
    "reindex",
    "search",
    "suggestion",
    "tag_counts",
    "tag_facet",
]
