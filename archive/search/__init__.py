"""Full text: the facade. Only this package talks to the engine."""

from ._drain import drain, needs_rebuild, reindex
from ._facets import Facet, Value
from ._search import Hit, Results, search

__all__ = [
    "Facet",
    "Hit",
    "Results",
    "Value",
    "drain",
    "needs_rebuild",
    "reindex",
    "search",
]
