"""The neighbours of a region on its map, and the regions nearest to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from math import asin, cos, radians, sin, sqrt

from ._base_maps import find_base_map, get_base_map
from ._maps import RegionPoint
from ._outlines import PathPoint, read_path_corners

_NEAR_SHARE = 1 / 1_300  # of a chart's width, between points that two outlines share
_LEAST_SHARED_POINTS = 2  # points that two outlines must share
EARTH_RADIUS_KM = 6_371.0  # its mean radius in kilometres


def find_neighbours(code: str) -> tuple[str, ...]:
    """Codes of the regions that touch this one on the map, longest common border first;
    empty where it has no outline."""
    base_map = find_base_map(code)
    return _find_touching(base_map.code).get(code, ()) if base_map else ()


def measure_kilometres(one: RegionPoint, other: RegionPoint) -> float:
    """The distance of two points along a great circle, in kilometres."""
    a, b = radians(one.latitude), radians(other.latitude)
    half = sin((b - a) / 2) ** 2
    half += cos(a) * cos(b) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def find_nearest(
    here: RegionPoint, places: Iterable[RegionPoint], number: int
) -> list[RegionPoint]:
    """The `number` of `places` nearest to `here`, without itself."""
    others = (place for place in places if place.code != here.code)
    return sorted(others, key=lambda p: (measure_kilometres(here, p), p.code))[:number]


@cache
def _find_touching(area: str) -> dict[str, tuple[str, ...]]:
    base_map = get_base_map(area)
    assert base_map is not None
    near = base_map.view_box[2] * _NEAR_SHARE
    points = {
        code: read_path_corners(outline.d)
        for code, outline in base_map.outlines.items()
    }
    return _group_by_shared_points(points, near)


def _group_by_shared_points(
    points: dict[str, list[PathPoint]], near: float
) -> dict[str, tuple[str, ...]]:
    cells: defaultdict[tuple[int, int], list[tuple[str, PathPoint]]] = defaultdict(list)
    for code, outline in points.items():
        for x, y in outline:
            cells[int(x / near), int(y / near)].append((code, (x, y)))
    shared: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for code, outline in points.items():
        for point in outline:
            shared[code].update(_find_close_outlines(code, point, cells, near))
    return {code: _order_neighbours(beside) for code, beside in shared.items()}


def _order_neighbours(shared: Counter[str]) -> tuple[str, ...]:
    """Most shared points first; where they are equal, by code: each process that
    serves has to give the same page."""
    ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    return tuple(code for code, number in ranked if number >= _LEAST_SHARED_POINTS)


def _find_close_outlines(
    code: str,
    point: PathPoint,
    cells: dict[tuple[int, int], list[tuple[str, PathPoint]]],
    near: float,
) -> set[str]:
    """Codes of other outlines that have a point within `near` units of this one."""
    x, y = point
    column, line = int(x / near), int(y / near)
    around = [(column + i, line + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return {
        other
        for cell in around
        for other, (a, b) in cells.get(cell, ())
        if other != code and abs(a - x) < near and abs(b - y) < near
    }
