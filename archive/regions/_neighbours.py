"""Which outlines touch: neighbours, as drawn."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

from ._maps import outlines

_NEAR = {"china": 0.8, "world": 0.5}  # units of the drawing between shared points
_SHARED = 2  # points that two outlines must share
_COMMAND = re.compile(r"([MmLlz])([^MmLlz]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")

Point = tuple[float, float]


def neighbours(code: str) -> tuple[str, ...]:
    """Codes of the regions beside it on its map, those with the longest common border
    first; none where it has no outline."""
    extent = "china" if "-" in code else "world"
    return _touching(extent).get(code, ())


@cache
def _touching(extent: str) -> dict[str, tuple[str, ...]]:
    near = _NEAR[extent]
    points = {code: _points(d) for code, d in outlines(extent).items()}
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


def _points(d: str) -> list[Point]:
    """The corners of a path of M, l and z."""
    found: list[Point] = []
    x = y = 0.0
    for command, rest in _COMMAND.findall(d):
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
        for i, (a, b) in enumerate(pairs):
            absolute = command == "L" or (command == "M" and i == 0)
            x, y = (a, b) if absolute else (x + a, y + b)
            found.append((x, y))
    return found
