"""The sheet for TimelineJS: dates as exact as they are, and no text that is markup."""

from __future__ import annotations

import csv
import io

import pytest

from archive.exports.loading import load_batches
from archive.exports.timeline_sheet import SHEET_COLUMNS, write_timeline_sheet
from tests.factories import make_article, make_event, published

pytestmark = [pytest.mark.django_db, pytest.mark.only_on_sqlite("what the file says")]


def write_rows(*entries):
    batches = load_batches([entry.pk for entry in entries])
    text = "".join(write_timeline_sheet(batches)).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def date_cells(row):
    return [row[name] for name in SHEET_COLUMNS[:8]]


@pytest.mark.parametrize(
    ("date", "cells", "words"),
    [
        ("2019-02-20", ["2019", "2", "20", *[""] * 5], "20 February 2019"),
        ("2019-02", ["2019", "2", *[""] * 6], "February 2019"),
        ("2019~", ["2019", *[""] * 7], "about 2019"),
        (
            "2018/2020",
            ["2018", "1", "1", "", "2020", "12", "31", ""],
            "2018 to 2020",
        ),
        ("201X", ["2010", "1", "1", "", "2019", "12", "31", ""], "2010s"),
        ("-0044-03-15", ["-44", "3", "15", *[""] * 5], ""),
    ],
)
def test_a_date_is_as_exact_as_it_is_stated(date, cells, words):
    (row,) = write_rows(published(make_event(title="A", date=date)))
    assert date_cells(row) == cells
    assert words in row["Display Date"]


def test_an_open_end_is_told_in_words_alone():
    (row,) = write_rows(published(make_event(title="A", date="2019-02-20/..")))
    assert date_cells(row)[:3] == ["2019", "2", "20"]
    assert row["End Year"] == ""
    assert row["Display Date"] not in ("", "20 February 2019")


def test_no_text_becomes_markup_or_a_formula():
    title, summary = "=1+1 <script>alert(1)</script>", "Tom & <b>Jerry</b>"
    (row,) = write_rows(
        published(make_article(title=title, summary=summary, date="2019"))
    )
    assert row["Headline"] == "'=1+1 &lt;script&gt;alert(1)&lt;/script&gt;"
    assert "Tom &amp; &lt;b&gt;Jerry&lt;/b&gt;" in row["Text"]
    assert row["Media"] == "" and row["Group"] == "Articles"


def test_what_has_no_date_has_no_place():
    dated, undated = (published(make_article(title="A", date=d)) for d in ("2019", ""))
    (row,) = write_rows(dated, undated)
    assert dated.id_code in row["Text"]
