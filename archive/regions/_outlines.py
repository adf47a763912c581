"""SVG paths of outlines: their corners, a simpler form, and their bounding box."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

_COMMAND = re.compile(r"([MmLlz])([^MmLlz]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")

PathPoint = tuple[float, float]


def read_path_corners(d: str) -> list[PathPoint]:
    """The corners of each ring of a path with the commands M, L, l and z."""
    corners: list[PathPoint] = []
    x = y = 0.0
    for command, rest in _COMMAND.findall(d):
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
        for i, (a, b) in enumerate(pairs):
            absolute = command == "L" or (command == "M" and i == 0)
            x, y = (a, b) if absolute else (x + a, y + b)
            corners.append((x, y))
    return corners


@cache
def simplify_path(d: str) -> str:
    """The path rounded to whole units, for small drawings; about half as long.

    Rings with fewer than three corners are left out, so it may be empty.
    """
    rings = []
    for ring in re.findall(r"M[^M]*", d):
        points = [(round(x), round(y)) for x, y in read_path_corners(ring)]
        corners = [p for i, p in enumerate(points) if not i or p != points[i - 1]]
        if len(corners) > 2:
            steps = " ".join(f"{x - a},{y - b}" for (a, b), (x, y) in pairwise(corners))
            rings.append(f"M{corners[0][0]},{corners[0][1]}l{steps}z")
    return "".join(rings)


@cache
def bounding_box(d: str) -> tuple[float, float, float, float]:
    """The box around a path: left, top, width and height."""
    points = read_path_corners(d)
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
