"""Counts rolled up the tree of places, and maps of them."""

from ._counts import YearRow, counts, ranked, years_by_kind
from ._maps import Map, Shape, extent_of, label_rules, shapes
from ._neighbours import neighbours

__all__ = [
    "Map",
    "Shape",
    "YearRow",
    "counts",
    "extent_of",
    "label_rules",
    "neighbours",
    "ranked",
    "shapes",
    "years_by_kind",
]
