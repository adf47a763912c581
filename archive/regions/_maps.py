"""Outlines of the world and of China's provinces as shapes of an SVG."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.core import get_global

GEO = Path(__file__).resolve().parent.parent / "static" / "archive" / "geo"
VIEW = {"world": "60 -8 850 425", "china": "20 -30 690 560"}
STEPS = 5


@dataclass(frozen=True)
class Shape:
    """An outline; `step` is 0 (none) to 5; context shapes have no code."""

    code: str
    d: str
    step: int
    count: int


@dataclass(frozen=True)
class Map:
    """What a page draws: a view box, shapes, and the legend's (step, from, to)."""

    extent: str
    view_box: str
    shapes: tuple[Shape, ...]
    legend: tuple[tuple[int, int, int], ...]


def shapes(extent: str, counted: Mapping[str, int]) -> Map:
    """The map `world` or `china`, shaded by `counted` in steps by quantile."""
    outlines = _outlines(extent)
    values = sorted(counted[code] for code in outlines if counted.get(code))
    bounds = _bounds(values)
    drawn = [
        Shape(code, d, _step(counted.get(code, 0), bounds), counted.get(code, 0))
        for code, d in outlines.items()
    ]
    if extent == "china":
        drawn = [Shape("", d, 0, 0) for d in _around()] + drawn
    legend = tuple(
        (step, low, high) for step, (low, high) in enumerate(bounds, start=1)
    )
    return Map(extent, VIEW[extent], tuple(drawn), legend)


def _bounds(values: list[int]) -> list[tuple[int, int]]:
    """Up to five ranges that hold about as many regions each."""
    if not values:
        return []
    steps = min(STEPS, len(set(values)))
    cuts = {
        values[min(len(values) - 1, len(values) * k // steps)] for k in range(steps)
    }
    lows = sorted(cuts)
    highs = [low - 1 for low in lows[1:]] + [values[-1]]
    return list(zip(lows, highs, strict=True))


def _step(count: int, bounds: list[tuple[int, int]]) -> int:
    return next((i for i, (a, b) in enumerate(bounds, 1) if a <= count <= b), 0)


@cache
def _outlines(extent: str) -> dict[str, str]:
    """Region code → path; the world's numeric codes become ISO 3166-1 alpha-2."""
    if extent == "china":
        return {code: shape["d"] for code, shape in _read("china").items()}
    aliases = get_global("territory_aliases")
    world = _read("world").items()
    return {aliases[k][0]: shape["d"] for k, shape in world if k in aliases}


@cache
def _around() -> tuple[str, ...]:
    return tuple(shape["d"] for shape in _read("neigh").values())


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((GEO / f"{name}.json").read_text("utf-8"))
    return data
