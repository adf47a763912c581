"""Full text, behind a facade: only this package talks to the engine."""

from ._comparing import Difference, differences
from ._drain import drain
from ._engines.protocol import Unwritable
from ._facets import Facet, Value
from ._generations import needs_rebuild
from ._hits import Hit
from ._lexing import is_sign
from ._likeness import like
from ._query import Also
from ._rebuild import reindex
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
from ._snippets import Reason
from ._tag_counts import tag_counts
from ._without_index import Unavailable

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
