"""Queries out of a file: any encoding, a line or a cell each."""

import pytest

from archive.importers.articles.draft import ImportProblem
from archive.importers.batch_queries import read_query_file, split_queries

TEXT = "Überwachung\n社会信用\n\n“surveillance”\n"
WANTED = ["Überwachung", "社会信用", "", "“surveillance”"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_encoding_is_found(encoding):
    assert read_query_file("q.txt", TEXT.encode(encoding)) == (WANTED, True)


def test_windows_1252_is_read_and_told():
    found, is_sure = read_query_file(
        "q.txt", "Überwachung\r\nMassnahme\r\n".encode("cp1252")
    )
    assert found == ["Überwachung", "Massnahme"] and not is_sure


def test_a_line_of_text_may_hold_commas_and_quotes():
    assert split_queries('"facial recognition", camera\na;b') == [
        '"facial recognition", camera',
        "a;b",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("query,entries\na b,1\nc,2\n", ["", "a b", "c"]),
        ("Query;entries\na, b;1\n", ["", "a, b"]),
        ("a\tb\nc\td\n", ["a", "c"]),
        ('"a, ""b""",1\r\n"c\nd",2\r\n', ['a, "b"', "c d"]),
        ("a\n\n,b\nc", ["a", "", "", "c"]),
        ("", []),
    ],
)
def test_a_table_gives_its_first_column(text, found):
    assert read_query_file("Words.CSV", text.encode()) == (found, True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"PK\x03\x04 a spreadsheet"),
        ("a.txt", b"%PDF-1.7"),
        ("a.txt", b"a\0b"),
        ("a.csv", b'"' + b"a" * 200_000 + b'"'),
    ],
)
def test_what_is_no_text_is_refused(name, content):
    with pytest.raises(ImportProblem):
        read_query_file(name, content)


def test_no_control_character_comes_through():
    assert split_queries("a\tb \x1b c\u202e") == ["a b c"]
