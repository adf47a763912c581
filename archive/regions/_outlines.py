"""Paths of M, L, l and z: their corners, and the box around them."""

from __future__ import annotations

import re
from functools import cache

_COMMAND = re.compile(r"([MmLlz])([^MmLlz]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")

Point = tuple[float, float]


def corners(d: str) -> list[Point]:
    """The corners of a path."""
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


@cache
def box(d: str) -> tuple[float, float, float, float]:
    """Left, top, width and height of a path."""
    points = corners(d)
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
