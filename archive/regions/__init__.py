"""Counts rolled up the tree of places, and maps of them."""

from ._charts import Chart, ChartError, chart, chart_of
from ._counts import (
    ByRole,
    counts,
    counts_by_role,
    in_rank,
    ranked,
)
from ._maps import Label, Locator, Map, Place, Shape, locator, parts_map, points_map
from ._neighbours import kilometres, nearest, neighbours
from ._suggestions import near
from ._years import YearRow, Years, tallied_years, years_by_kind

__all__ = [
    "ByRole",
    "Chart",
    "ChartError",
    "Label",
    "Locator",
    "Map",
    "Place",
    "Shape",
    "YearRow",
    "Years",
    "chart",
    "chart_of",
    "counts",
    "counts_by_role",
    "in_rank",
    "kilometres",
    "locator",
    "near",
    "nearest",
    "neighbours",
    "parts_map",
    "points_map",
    "ranked",
    "tallied_years",
    "years_by_kind",
]
