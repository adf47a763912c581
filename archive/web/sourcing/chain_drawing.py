"""Draws a chain of sources as circles and lines; the page has it as a list too."""

from __future__ import annotations

from dataclasses import dataclass

from .source_chain import ChainStep, SourceChain

MOST_DRAWN_SOURCES = 40  # sources in one drawing; with more, the list stands alone
COLUMN, ROW, RADIUS = 76, 40, 12
# Numerals of seven strokes in a box of 4 by 8, so that no font and no text is needed.
DIGIT_STROKES = {
    "a": "M0 0h4",
    "b": "M4 0v4",
    "c": "M4 4v4",
    "d": "M0 8h4",
    "e": "M0 4v4",
    "f": "M0 0v4",
    "g": "M0 4h4",
}
DIGIT_SEGMENTS = (
    "abcdef",
    "bc",
    "abged",
    "abgcd",
    "fgbc",
    "afgcd",
    "afgedc",
    "abc",
    "abcdefg",
    "abcdfg",
)


@dataclass(frozen=True)
class ChainNode:
    """A source as a circle around its number."""

    x: int
    y: int
    is_held: bool
    is_origin: bool
    number: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True)
class ChainEdge:
    """A line from a source to one it is based on."""

    path: str


@dataclass(frozen=True)
class ChainDrawing:
    """From left to right: the entry, the sources it cites, and what these are based
    on."""

    width: int
    height: int
    root: int
    marks: tuple[ChainNode, ...]
    lines: tuple[ChainEdge, ...]


def draw_source_chain(chain: SourceChain) -> ChainDrawing | None:
    """The drawing; None where it would be too large or would show nothing."""
    if not chain.is_deep or len(chain.sources) > MOST_DRAWN_SOURCES:
        return None
    rows: dict[int, int] = {}
    places: dict[int, tuple[int, int]] = {}
    for step in chain.sources:
        row = rows.get(step.depth, 0)
        rows[step.depth] = row + 1
        places[step.number] = (
            step.depth * COLUMN + RADIUS + 8,
            row * ROW + RADIUS + 4,
        )
    height = max(rows.values()) * ROW
    root = height // 2
    entry = (RADIUS + 8, root)
    lines = [_draw_edge(entry, places[step.number]) for step in chain.steps]
    for step in chain.sources:
        lines += [
            _draw_edge(places[step.number], places[o.number]) for o in step.origins
        ]
    marks = tuple(_draw_node(step, *places[step.number]) for step in chain.sources)
    width = (max(rows) + 1) * COLUMN - COLUMN + 2 * RADIUS + 16
    return ChainDrawing(width, height, root, marks, tuple(lines))


def _draw_edge(start: tuple[int, int], end: tuple[int, int]) -> ChainEdge:
    (x, y), (to_x, to_y) = start, end
    x, to_x = x + RADIUS, to_x - RADIUS
    half = (x + to_x) // 2
    return ChainEdge(f"M{x} {y}C{half} {y} {half} {to_y} {to_x} {to_y}")


def _draw_node(step: ChainStep, x: int, y: int) -> ChainNode:
    digits = str(step.number)
    left = x - (len(digits) * 7 - 3) / 2
    numerals = tuple(
        (
            left + 7 * place,
            y - 4,
            "".join(DIGIT_STROKES[s] for s in DIGIT_SEGMENTS[int(digit)]),
        )
        for place, digit in enumerate(digits)
    )
    return ChainNode(x, y, step.source.held, not step.origins, numerals)
