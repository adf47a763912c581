"""Quotations are compared with the originals word for word."""

from __future__ import annotations

import pytest

from archive.text.copies.quoted_words import AlteredQuotation, find_altered_quotations

EN = "The mayor said on Monday that the city had bought forty new cameras, not fifty."
DE = "Die Stadt habe «vierzig neue Kameras gekauft», sagte die Sprecherin am Montag."
ZH = "市长表示，市公安局购买了四十台新的摄像头，并将于明年投入使用。"
ROWS = [
    # text, original, quotations that differ and what the original has
    ("She said “the city had bought forty new cameras”.", EN, []),
    ("She said “The city had bought forty new cameras – not fifty”.", EN, []),
    ("She said “the city […] forty new cameras”.", EN, []),
    ("She said “[The town] had bought forty … not fifty”.", EN, []),
    (
        "She said “the city had bought sixty new cameras”.",
        EN,
        [
            (
                "the city had bought sixty new cameras",
                "the city had bought forty new cameras",
            )
        ],
    ),
    (
        "“the city had bought … sixty new cameras, not fifty”",
        EN,
        [
            (
                "the city had bought … sixty new cameras, not fifty",
                "new cameras, not fifty",
            )
        ],
    ),
    (
        "It was “the greatest day of my life”, she said.",
        EN,
        [("the greatest day of my life", "")],
    ),
    ("The “smart city” has cameras.", EN, []),  # a word at a distance
    ("„vierzig neue Kameras gekauft“", DE, []),
    (
        "«vierzig alte Kameras gekauft»",
        DE,
        [("vierzig alte Kameras gekauft", "vierzig neue Kameras gekauft")],
    ),
    ("“市公安局購買了四十台新的攝像頭”", ZH, []),  # the other script
    (
        "“市公安局购买了五十台新的摄像头”",
        ZH,
        [("市公安局购买了五十台新的摄像头", "市公安局购买了四十台新的摄像头")],
    ),
    ("《市公安局购买了五十台新的摄像头》", ZH, []),  # the title of a work
    ("", EN, []),
]


@pytest.mark.parametrize(("text", "original", "found"), ROWS)
def test_quotations_that_differ_are_found_with_what_the_original_has(
    text, original, found
):
    wanted = [AlteredQuotation(*pair) for pair in found]
    assert find_altered_quotations(text, [original]) == wanted


def test_a_quotation_may_be_in_any_of_the_originals_and_is_told_once():
    text = "“forty new cameras” and “sixty new cameras”, yes, “sixty new cameras”"
    assert find_altered_quotations(text, [DE, EN]) == [
        AlteredQuotation("sixty new cameras", "new cameras")
    ]


def test_a_word_is_no_part_of_another():
    assert find_altered_quotations("“the art of war”", ["the art of warfare"])
