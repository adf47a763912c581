"""A chain is drawn from left to right, a circle for each source."""

from __future__ import annotations

from itertools import pairwise

import pytest

from archive.models import Source
from archive.web.sourcing.chain_drawing import (
    MOST_DRAWN_SOURCES,
    ChainDrawing,
    ChainEdge,
    ChainNode,
    draw_source_chain,
)
from archive.web.sourcing.source_chain import ChainStep, SourceChain, SourceOrigin

HELD, ELSEWHERE = Source(held=True), Source(held=False)


def make_chain(*steps, sources=None, origins=()):
    return SourceChain(tuple(steps), tuple(sources or steps), tuple(origins), False)


def test_a_chain_is_drawn_whole():
    origin = ChainStep(ELSEWHERE, 3, depth=2)
    first = ChainStep(HELD, 1, origins=[origin])
    second = ChainStep(
        ELSEWHERE, 2, origins=[ChainStep(ELSEWHERE, 3, 2, is_again=True)]
    )
    drawing = draw_source_chain(
        make_chain(first, second, sources=(first, second, origin))
    )
    one, two = "M4 0v4M4 4v4", "M0 0h4M4 0v4M0 4h4M0 4v4M0 8h4"
    three = "M0 0h4M4 0v4M0 4h4M4 4v4M0 8h4"
    assert drawing == ChainDrawing(
        width=192,
        height=80,
        root=40,
        marks=(
            ChainNode(96, 16, True, False, ((94.0, 12, one),)),
            ChainNode(96, 56, False, False, ((94.0, 52, two),)),
            ChainNode(172, 16, False, True, ((170.0, 12, three),)),
        ),
        lines=(
            ChainEdge("M32 40C58 40 58 16 84 16"),
            ChainEdge("M32 40C58 40 58 56 84 56"),
            ChainEdge("M108 16C134 16 134 16 160 16"),
            ChainEdge("M108 56C134 56 134 16 160 16"),
        ),
    )


def make_line(number):
    """Sources that are based on one another, in one line."""
    steps = [ChainStep(HELD, n, depth=n) for n in range(1, number + 1)]
    for step, origin in pairwise(steps):
        step.origins = [origin]
    return make_chain(steps[0], sources=steps)


@pytest.mark.parametrize(
    ("number", "is_drawn"),
    [
        (1, False),
        (2, True),
        (MOST_DRAWN_SOURCES, True),
        (MOST_DRAWN_SOURCES + 1, False),
    ],
)
def test_a_chain_of_one_or_of_too_many_is_not_drawn(number, is_drawn):
    drawing = draw_source_chain(make_line(number))
    assert (drawing is not None) is is_drawn
    if drawing:
        assert (len(drawing.marks), len(drawing.lines)) == (number, number)
        assert drawing.width == number * 76 + 40


def test_each_digit_has_its_strokes():
    drawing = draw_source_chain(make_line(40))
    strokes = {}
    for number, mark in enumerate(drawing.marks, start=1):
        places = [left for left, _top, _strokes in mark.number]
        assert places == ([mark.x - 2] if number < 10 else [mark.x - 5.5, mark.x + 1.5])
        for digit, (_left, top, path) in zip(str(number), mark.number, strict=True):
            assert top == mark.y - 4
            assert strokes.setdefault(digit, path) == path
    assert len(set(strokes.values())) == 10
    counts = {digit: path.count("M") for digit, path in strokes.items()}
    assert counts == dict(
        zip("0123456789", (6, 2, 5, 5, 4, 5, 6, 3, 7, 6), strict=True)
    )


@pytest.mark.parametrize(
    ("steps", "others", "is_deep"),
    [(1, 0, False), (2, 0, False), (1, 1, True), (0, 0, False)],
)
def test_a_chain_is_deep_where_a_source_is_based_on_another(steps, others, is_deep):
    cited = [ChainStep(HELD, n + 1) for n in range(steps)]
    more = [ChainStep(HELD, steps + n + 1, 2) for n in range(others)]
    assert make_chain(*cited, sources=[*cited, *more]).is_deep is is_deep
    again = ChainStep(HELD, 1, origins=cited)
    assert make_chain(again).is_deep is bool(cited)


@pytest.mark.parametrize(
    ("notes", "others", "is_shared"),
    [((1,), 0, False), ((1, 2), 0, True), ((1,), 1, True), ((), 0, False)],
)
def test_an_origin_of_several_notes_or_entries_is_shared(notes, others, is_shared):
    step = ChainStep(HELD, 1)
    origins = [SourceOrigin(step, (1,), 0), SourceOrigin(step, notes, others)]
    assert make_chain(step, origins=origins).is_shared is is_shared
