"""What lies beside a region: what touches it as drawn, and what is nearest to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from math import asin, cos, radians, sin, sqrt

from ._charts import chart, chart_of
from ._maps import Place
from ._outlines import Point, corners

_NEAR = 1 / 1_300  # of a chart's width, between points that two outlines share
_SHARED = 2  # points that two outlines must share
EARTH = 6_371.0  # its mean radius in kilometres


def neighbours(code: str) -> tuple[str, ...]:
    """Codes of the regions beside it on its map, those with the longest common border
    first; none where it has no outline."""
    held = chart_of(code)
    return _touching(held.code).get(code, ()) if held else ()


def kilometres(one: Place, other: Place) -> float:
    """The distance of two points along a great circle."""
    a, b = radians(one.latitude), radians(other.latitude)
    half = sin((b - a) / 2) ** 2
    half += cos(a) * cos(b) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def nearest(here: Place, places: Iterable[Place], number: int) -> list[Place]:
    """Those of `places` that are nearest, itself left out."""
    others = (place for place in places if place.code != here.code)
    return sorted(others, key=lambda p: (kilometres(here, p), p.code))[:number]


@cache
def _touching(area: str) -> dict[str, tuple[str, ...]]:
    held = chart(area)
    assert held is not None
    near = held.view_box[2] * _NEAR
    points = {code: corners(outline.d) for code, outline in held.outlines.items()}
    return _shared(points, near)


def _shared(points: dict[str, list[Point]], near: float) -> dict[str, tuple[str, ...]]:
    cells: defaultdict[tuple[int, int], list[tuple[str, Point]]] = defaultdict(list)
    for code, found in points.items():
        for x, y in found:
            cells[int(x / near), int(y / near)].append((code, (x, y)))
    shared: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for code, found in points.items():
        for point in found:
            shared[code].update(_beside(code, point, cells, near))
    return {
        code: tuple(o for o, n in beside.most_common() if n >= _SHARED)
        for code, beside in shared.items()
    }


def _beside(
    code: str,
    point: Point,
    cells: dict[tuple[int, int], list[tuple[str, Point]]],
    near: float,
) -> set[str]:
    """Other outlines that have a point within `near` of this one."""
    x, y = point
    column, line = int(x / near), int(y / near)
    around = [(column + i, line + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return {
        other
        for cell in around
        for other, (a, b) in cells.get(cell, ())
        if other != code and abs(a - x) < near and abs(b - y) < near
    }
