"""Counts of entries by region, and maps of regions."""

from ._base_maps import BaseMap, BaseMapError, find_base_map, get_base_map
from ._maps import (
    LocatorMap,
    MapDot,
    MapLabel,
    MapShape,
    RegionMap,
    RegionPoint,
    draw_locator_map,
    draw_parts_map,
    draw_points_map,
)
from ._neighbours import find_nearest, find_neighbours, measure_kilometres
from ._region_counts import (
    count_by_region,
    rank_children,
    rank_regions,
)
from ._suggestions import suggest_regions
from ._year_table import (
    YearRow,
    YearTable,
    count_years_by_kind,
    make_year_table,
)

__all__ = [
    "BaseMap",
    "BaseMapError",
    "LocatorMap",
    "MapDot",
    "MapLabel",
    "MapShape",
    "RegionMap",
    "RegionPoint",
    "YearRow",
    "YearTable",
    "count_by_region",
    "count_years_by_kind",
    "draw_locator_map",
    "draw_parts_map",
    "draw_points_map",
    "find_base_map",
    "find_nearest",
    "find_neighbours",
    "get_base_map",
    "make_year_table",
    "measure_kilometres",
    "rank_children",
    "rank_regions",
    "suggest_regions",
]
