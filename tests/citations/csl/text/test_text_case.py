"""A text in each case that a style may ask for, in English and in other languages."""

from __future__ import annotations

import pytest

from archive.citations._csl.text.text_case import change_case


@pytest.mark.parametrize(
    ("case", "english", "german"),
    [
        ("lowercase", "the old eu gate", "the old eu gate"),
        ("uppercase", "THE OLD EU GATE", "THE OLD EU GATE"),
        ("capitalize-first", "The old EU gate", "The old EU gate"),
        ("capitalize-all", "The Old EU Gate", "The Old EU Gate"),
        ("sentence", "The old eu gate", "The old eu gate"),
        ("title", "The Old EU Gate", "the old EU gate"),
        ("", "the old EU gate", "the old EU gate"),
    ],
)
def test_a_text_is_written_in_a_case(case, english, german):
    assert change_case("the old EU gate", case, "en-US") == english
    assert change_case("the old EU gate", case, "de-DE") == german
