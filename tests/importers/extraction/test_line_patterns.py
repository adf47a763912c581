"""What a line of a newspaper page is by its own text."""

from __future__ import annotations

import pytest

from archive.importers.extraction.line_patterns import (
    is_byline_line,
    is_name_line,
    is_short_line,
    line_weight,
)


@pytest.mark.parametrize(
    ("line", "is_name"),
    [
        ("dj", True),
        ("(dj)", True),
        ("dj/sda", True),
        ("Anna Muster", True),
        ("Anna von Muster und Berta Beispiel", True),
        ("Anna Muster, Peking", True),
        ("Anna", False),  # may be a place
        ("Anna Muster.", False),
        ("Die Polizei sah zu", False),
        (f"Anna {'M' * 55}", True),
        (f"Anna {'M' * 56}", False),
        ("2019", False),
        ("Staff Writer", False),
        ("Senior Political Correspondent", False),
        ("Redakteurin", False),
    ],
)
def test_a_name_or_initials_may_stand_beside_the_date(line, is_name):
    assert is_name_line(line) is is_name


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [
        ("Von Anna Muster", True),
        ("By Anna Muster, Beijing", True),
        ("记者：王芳", True),
        ("Reporting by Anna Muster in London", True),
        ("Von Anna Muster.", False),
        ("Von Anna Muster?", False),
        ("Anna Muster", False),
        (f"Von {'M' * 116}", True),
        (f"Von {'M' * 117}", False),
    ],
)
def test_a_byline_says_so_in_its_first_word(line, is_byline):
    assert is_byline_line(line) is is_byline


@pytest.mark.parametrize(
    ("line", "weight"), [("", 0), ("abc", 3), ("警方", 6), ("警方a", 7)]
)
def test_a_chinese_character_weighs_three_letters(line, weight):
    assert line_weight(line) == weight


@pytest.mark.parametrize(
    ("line", "is_short"),
    [("a" * 20, True), ("a" * 21, False), ("Ein Satz.", False), ("是。", False)],
)
def test_a_short_line_has_no_end_of_a_sentence(line, is_short):
    assert is_short_line(line, 20) is is_short
