"""A retold text has at most six words running of its original, unless it quotes."""

from __future__ import annotations

import pytest

from archive.text.copies.copied_words import find_copied_words

EN = (
    "The police force of the city has bought forty new cameras for its central station."
)
DE = "Die Polizei der Stadt hat vierzig neue Kameras für den Hauptbahnhof gekauft."
ZH = "市公安局为中央车站购买了四十台新的人脸识别摄像头，并将于明年投入使用。"

ROWS = [
    # text, original, what is found
    (
        "Police: the city has bought forty new cameras.",
        EN,
        ["the city has bought forty new cameras"],
    ),
    ("It said the city has bought forty new ones.", EN, []),  # six words
    (
        "It said of the city has bought forty new ones.",
        EN,
        ["of the city has bought forty new"],
    ),
    (
        "THE CITY HAS\nBOUGHT – forty, new: cameras",
        EN,
        ["THE CITY HAS\nBOUGHT – forty, new: cameras"],
    ),
    ("“the city has bought forty new cameras”, it said", EN, []),
    ('He said "the city has bought forty new cameras" twice', EN, []),
    ("«die Polizei der Stadt hat vierzig neue Kameras»", DE, []),
    ("»die Polizei der Stadt hat vierzig neue Kameras«", DE, []),
    ("„die Polizei der Stadt hat vierzig neue Kameras“", DE, []),
    ("Die Polizei der Stadt „hat“ vierzig neue Kameras für den Bahnhof", DE, []),
    (
        "Vierzig neue Kameras für den Hauptbahnhof hat die Polizei der Stadt gekauft.",
        DE,
        [],
    ),
    (
        "die polizei der stadt hat vierzig neue",
        DE,
        ["die polizei der stadt hat vierzig neue"],
    ),
    ("市公安局为中央车站购买了摄像头", ZH, []),  # twelve characters, six words
    ("市公安局为中央车站购买了四台", ZH, ["市公安局为中央车站购买了四"]),
    ("市公安局為中央車站購買了四十臺", ZH, ["市公安局為中央車站購買了四十臺"]),
    ("「市公安局为中央车站购买了四十台新的」", ZH, []),
    ("Six words", EN, []),
    ("", EN, []),
    (EN, "", []),
]


@pytest.mark.parametrize(("text", "original", "found"), ROWS)
def test_running_words_are_found(text, original, found):
    assert find_copied_words(text, [original]) == found


def test_runs_of_several_originals_are_told_once_the_longest_first():
    text = f"{DE} {EN}"
    found = find_copied_words(text, [EN, DE, EN[:60]])
    assert found == sorted([DE.rstrip("."), EN.rstrip(".")], key=len, reverse=True)


def test_what_stands_twice_in_the_original_is_compared_with_the_longer():
    original = f"the city has bought forty old ones. {EN}"
    assert find_copied_words("the city has bought forty new cameras", [original])
