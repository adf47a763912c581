"""The strip of a story trail: its days, its ends, and where its steps happened."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from archive.web.timeline.narrative_pages import (
    _compute_window,
    _find_outlines,
    _join_lone_places,
    _label_strip_ends,
)


def make_entry(first, last):
    return SimpleNamespace(counts_from=first, counts_to=last)


@pytest.mark.parametrize(
    ("days", "window"),
    [
        ([], None),
        ([(None, None)], None),
        ([(5, None), (None, 7)], (4, 8)),
        ([(10, 10)], (9, 11)),
        ([(10, 49)], (9, 50)),
        ([(10, 50)], (8, 52)),
        ([(10, 20), (0, 5), (30, 100)], (-5, 105)),
        ([(10, 20), (None, None)], (9, 21)),
    ],
)
def test_a_strip_has_a_margin_around_its_days(days, window):
    assert _compute_window([make_entry(*pair) for pair in days]) == window


def make_step(first, last, words, left="", right=""):
    track = SimpleNamespace(arrow_left=left, arrow_right=right)
    row = SimpleNamespace(entry=make_entry(first, last), words=words, track=track)
    return SimpleNamespace(row=row)


@pytest.mark.parametrize(
    ("steps", "ends"),
    [
        ([], None),
        ([SimpleNamespace(row=None)], None),
        ([make_step(5, 6, "May"), SimpleNamespace(row=None)], ("May", "May")),
        ([make_step(5, 9, "May"), make_step(2, 3, "March")], ("March", "May")),
        (
            [make_step(5, 9, "May", right="open"), make_step(2, 3, "March")],
            ("March", "no fixed end"),
        ),
        (
            [make_step(5, 9, "May", "unknown"), make_step(2, 3, "March", "open")],
            ("start unknown", "May"),
        ),
        (
            [make_step(5, 9, "May", "open", "unknown")],
            ("no fixed start", "end unknown"),
        ),
        # on one day, what ends there for certain gives the label
        (
            [make_step(1, 9, "May", "within"), make_step(3, 9, "9 May")],
            ("May", "9 May"),
        ),
        (
            [make_step(3, 9, "9 May"), make_step(1, 9, "May", right="within")],
            ("May", "9 May"),
        ),
    ],
)
def test_the_ends_of_a_strip_are_its_first_and_last_day(steps, ends):
    found = _label_strip_ends(steps)
    assert (found and tuple(map(str, found))) == ends


def make_place(*ties):
    rows = [
        SimpleNamespace(role=role, region=SimpleNamespace(path=path))
        for role, path in ties
    ]
    return SimpleNamespace(entry_regions=SimpleNamespace(all=lambda: rows))


@pytest.mark.parametrize(
    ("ties", "codes"),
    [
        ([], []),
        ([("about", "CN/")], ["CN"]),
        ([("happened_in", "CN/CN-XJ/CN-650100/")], ["CN-XJ"]),
        ([("shown", "CN/CN-XJ/nowhere/")], ["CN-XJ"]),
        ([("about", "nowhere/")], []),
        ([("published_in", "CN/"), ("shown", "DE/")], ["DE"]),
        ([("about", "CN/"), ("shown", "CN/")], ["CN", "CN"]),
    ],
)
def test_a_step_stands_in_the_smallest_outline_of_its_places(ties, codes):
    assert _find_outlines(make_place(*ties)) == codes


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({}, {}),
        ({"CN": {"CN-XJ": [1]}}, {"CN": {"CN-XJ": [1]}}),
        ({"CN": {"CN-XJ": [1]}, "": {"US": [2]}}, {"": {"CN": [1], "US": [2]}}),
        (
            {"CN": {"CN-XJ": [3]}, "DE": {"DE-BE": [1]}, "": {"CN": [2, 3]}},
            {"": {"CN": [2, 3], "DE": [1]}},
        ),
        (
            {"CN": {"CN-XJ": [1], "CN-XZ": [2]}, "DE": {"DE-BE": [3]}},
            {"CN": {"CN-XJ": [1], "CN-XZ": [2]}, "": {"DE": [3]}},
        ),
    ],
)
def test_a_lone_place_stands_on_the_map_of_the_world(told, shown):
    assert _join_lone_places(told) == shown
