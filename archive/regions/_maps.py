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
MOST_NAMES = 7


@dataclass(frozen=True)
class Shape:
    """An outline; `step` is 0 (none) to 5; context shapes have no code."""

    code: str
    d: str
    step: int
    count: int
    is_here: bool = False


@dataclass(frozen=True)
class Map:
    """What a page draws: a view box, shapes, the legend's (step, from, to), and the
    codes of the regions that are named on it."""

    extent: str
    view_box: str
    shapes: tuple[Shape, ...]
    legend: tuple[tuple[int, int, int], ...]
    named: tuple[str, ...]


def shapes(extent: str, counted: Mapping[str, int], here: str = "") -> Map:
    """The map `world` or `china`, shaded by `counted` in steps by quantile; the
    outline of `here` is marked."""
    drawn = outlines(extent)
    values = sorted(counted[code] for code in drawn if counted.get(code))
    bounds = _bounds(values)
    made = [
        Shape(
            code,
            d,
            _step(counted.get(code, 0), bounds),
            counted.get(code, 0),
            code == here,
        )
        for code, d in drawn.items()
    ]
    made.sort(key=lambda shape: shape.is_here)  # drawn last, its border is whole
    if extent == "china":
        made = [Shape("", d, 0, 0) for d in _around()] + made
    legend = tuple(
        (step, low, high) for step, (low, high) in enumerate(bounds, start=1)
    )
    return Map(extent, VIEW[extent], tuple(made), legend, _named(extent, counted))


def extent_of(code: str) -> str:
    """The map on which a region has an outline: china, world, or none."""
    return next((name for name in VIEW if code in outlines(name)), "")


def label_rules() -> str:
    """The style sheet that places names on the maps, in per cent of the drawing.

    It is a file, for a page may not carry styles; a test compares the two.
    """
    lines = ["/* Names on the maps: made by archive.regions.label_rules. */"]
    lines.append("@layer parts{")
    for extent, box in VIEW.items():
        left, top, width, height = (float(number) for number in box.split())
        for code, (x, y) in sorted(_centres(extent).items()):
            across, down = (x - left) / width * 100, (y - top) / height * 100
            lines.append(f".at-{code}{{left:{across:.1f}%;top:{down:.1f}%}}")
    return "\n".join([*lines, "}"]) + "\n"


def _named(extent: str, counted: Mapping[str, int]) -> tuple[str, ...]:
    """The regions with most entries, as far as their names do not cover another's."""
    centres = _centres(extent)
    most = sorted((c for c in centres if counted.get(c)), key=lambda c: -counted[c])
    _left, _top, width, height = (float(n) for n in VIEW[extent].split())
    named: list[str] = []
    for code in most:
        x, y = centres[code]
        clear = all(
            abs(x - centres[o][0]) > width * 0.14
            or abs(y - centres[o][1]) > height * 0.06
            for o in named
        )
        if clear and len(named) < MOST_NAMES:
            named.append(code)
    return tuple(named)


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
def outlines(extent: str) -> dict[str, str]:
    """Region code → path."""
    return {code: shape["d"] for code, shape in _read_coded(extent).items()}


@cache
def _centres(extent: str) -> dict[str, tuple[float, float]]:
    return {
        code: (shape["c"][0], shape["c"][1])
        for code, shape in _read_coded(extent).items()
    }


@cache
def _read_coded(extent: str) -> dict[str, dict[str, Any]]:
    """The world's numeric codes become ISO 3166-1 alpha-2."""
    if extent == "china":
        return _read("china")
    aliases = get_global("territory_aliases")
    return {aliases[k][0]: shape for k, shape in _read("world").items() if k in aliases}


@cache
def _around() -> tuple[str, ...]:
    return tuple(shape["d"] for shape in _read("neigh").values())


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((GEO / f"{name}.json").read_text("utf-8"))
    return data
