"""Joining, splitting and moving segments loses no text."""

import pytest

from archive.importers.articles.draft import ImportProblem
from archive.importers.segments.segment import Segment
from archive.importers.segments.segment_edits import (
    join_with_next,
    move_segment,
    split_before,
)

ONE, TWO, THREE = (Segment("paragraph", text) for text in ("One.", "Two.", "Three."))


def texts(segments):
    return [segment.text for segment in segments]


def test_a_segment_is_joined_with_the_next():
    joined = join_with_next([ONE, Segment("heading", "Two."), THREE], 0)
    assert texts(joined) == ["One. Two.", "Three."]
    assert joined[0].kind == "paragraph"


def test_chinese_is_joined_without_a_space():
    parts = [Segment("paragraph", "他说，"), Segment("paragraph", "不行。")]
    assert texts(join_with_next(parts, 0)) == ["他说，不行。"]


def test_an_emended_part_stays_emended_with_its_reason():
    wrong = Segment("paragraph", "Tow.", "Two.", "misprint")
    (joined,) = join_with_next([ONE, wrong], 0)
    assert (joined.text, joined.reading) == ("One. Tow.", "One. Two.")
    assert joined.emendation == "misprint"


def test_a_caption_keeps_the_credit_of_either():
    parts = [
        Segment("caption", "A mast"),
        Segment("caption", "at night.", credit="dpa"),
    ]
    assert join_with_next(parts, 0)[0].credit == "dpa"


def test_a_segment_is_split_before_words():
    whole = Segment("paragraph", "One. Two, and three.")
    assert texts(split_before([whole, THREE], 0, "Two,")) == [
        "One.",
        "Two, and three.",
        "Three.",
    ]


def test_an_emended_text_is_split_likewise():
    whole = Segment("paragraph", "One. Tow and so on.", "One. Two and so on.", "sic")
    first, second = split_before([whole], 0, "and so")
    assert (first.text, first.reading) == ("One. Tow", "One. Two")
    assert (second.text, second.reading) == ("and so on.", "and so on.")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "first words"),
        ("Four", "first words"),
        ("One", "begins with"),
        ("o", "more than once"),
    ],
)
def test_words_that_are_no_place_to_split_are_told(words, told):
    with pytest.raises(ImportProblem, match=told):
        split_before([Segment("paragraph", "One, two, foo.")], 0, words)


def test_an_emended_text_without_the_words_is_not_split():
    whole = Segment("paragraph", "One. Tow.", "One. Two.", "misprint")
    with pytest.raises(ImportProblem):
        split_before([whole], 0, "Tow")


@pytest.mark.parametrize(
    ("index", "step", "order"),
    [
        (0, 1, [TWO, ONE, THREE]),
        (2, -1, [ONE, THREE, TWO]),
        (0, -1, [ONE, TWO, THREE]),
        (2, 1, [ONE, TWO, THREE]),
    ],
)
def test_a_segment_moves_by_one_and_stays_at_the_edge(index, step, order):
    assert move_segment([ONE, TWO, THREE], index, step) == order
