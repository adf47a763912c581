"""Two texts are compared word by word, and both can be had back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.differences import compare_texts


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("2.565.742 people", "2.565.724 people", ["2.565.742"], ["2.565.724"]),
        ("at 10:30, 1 day", "at 10:45, 1 day", ["10:30"], ["10:45"]),
        ("in 2019.", "in 2018.", ["2019"], ["2018"]),
        ("the old camera", "the camera", ["old "], []),
        ("über Kameras", "über viele Kameras", [], ["viele "]),
        ("人脸识别系统", "人脸监控系统", ["识别"], ["监控"]),
        ("same", "same", [], []),
        ("", "new", [], ["new"]),
        ("one.", "one!", ["."], ["!"]),
    ],
)
def test_words_and_chinese_characters_are_compared(old, new, removed, added):
    found = compare_texts(old, new)
    assert [p.text for p in found if p.change == "removed"] == removed
    assert [p.text for p in found if p.change == "added"] == added


@given(
    st.text(alphabet="ab c识别\n.", max_size=40),
    st.text(alphabet="ab c识别\n.", max_size=40),
)
def test_both_texts_can_be_had_back(old, new):
    found = compare_texts(old, new)
    assert "".join(p.text for p in found if p.change != "added") == old
    assert "".join(p.text for p in found if p.change != "removed") == new


def test_two_very_long_texts_are_told_as_replaced():
    old, new = "start " + "a " * 3000 + "end", "start " + "b " * 3000 + "end"
    found = compare_texts(old, new)
    assert [p.change for p in found] == ["same", "removed", "added", "same"]
