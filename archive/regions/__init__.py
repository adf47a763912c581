"""Counts rolled up the tree of places, and maps of them."""

from ._counts import YearRow, counts, ranked, years_by_kind
from ._maps import Map, Shape, shapes

__all__ = ["Map", "Shape", "YearRow", "counts", "ranked", "shapes", "years_by_kind"]
