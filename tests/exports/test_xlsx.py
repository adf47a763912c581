"""A search as a workbook, as a spreadsheet reads it."""

from __future__ import annotations

import csv
import io
from datetime import datetime, time

import pytest
from openpyxl import load_workbook

from archive.exports import xlsx
from archive.exports.csv import unguard_cell
from archive.models import EntryRegion, Region, RegionName
from archive.search import reindex
from tests.factories import make_article, make_event, make_photo, make_source, published

pytestmark = pytest.mark.django_db
MAKERS = (make_article, make_photo, make_source, make_event)


@pytest.fixture
def many():
    """Thirty public entries of all kinds."""
    for number in range(30):
        maker = MAKERS[number % 4]
        published(maker(title=f"Camera {number}", date=f"20{number:02}"))
    reindex()


def download(client, suffix, **asked):
    return client.get(f"/search/export.{suffix}", asked).getvalue()


def read_sheet(content):
    """The rows of a workbook, by the labels of its columns."""
    labels, *found = load_workbook(io.BytesIO(content)).active.iter_rows(
        values_only=True
    )
    return [dict(zip(labels, row, strict=True)) for row in found]


def test_a_workbook_has_labels_in_the_reader_s_language_and_days_and_numbers(client):
    region = Region.objects.create(code="CN-XJ", level="province")
    for language, name in (("en", "Xinjiang"), ("de", "Xinjiang (Region)")):
        RegionName.objects.create(
            region=region, language=language, name=name, is_preferred=True
        )
    article = published(make_article(title="Titel", summary="Was.", date="2019-02"))
    published(make_event(title="=1+1", description="Wann.", date="../1850"))
    EntryRegion.objects.create(entry=article, region=region, role="about")
    reindex()
    first, second = read_sheet(download(client, "xlsx", sort="-date", lang="de"))
    assert first | {"ID": "", "Link ins Archiv": ""} == {
        **dict.fromkeys(first),
        "ID": "",
        "Typ": "article",
        "Titel": "Titel",
        "Datum (EDTF)": "2019-02",
        "Sprache": first["Sprache"],
        "Regionscodes": "CN-XJ",
        "Link ins Archiv": "",
        "Fassung": 1,
        "Text": "Was.",
        "Regionen": "Xinjiang (Region) (Thema)",
        "Frühestmöglicher Tag": datetime(2019, 2, 1),
        "Spätestmöglicher Tag": datetime(2019, 2, 28),
        "Hinzugefügt": datetime.combine(article.first_published_at, time()),
    }
    assert (second["Titel"], second["Text"]) == ("=1+1", "Wann.")
    assert second["Frühestmöglicher Tag"] is None
    assert second["Spätestmöglicher Tag"] == "1850-12-31"


def test_a_workbook_holds_what_csv_holds(client, many):
    text = download(client, "csv", sort="date").decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text, newline="")))[1:]
    for row, wanted in zip(
        read_sheet(download(client, "xlsx", sort="date")), table, strict=True
    ):
        found = [
            f"{cell:%Y-%m-%d}" if isinstance(cell, datetime) else str(cell or "")
            for cell in row.values()
        ]
        assert found == [unguard_cell(cell) for cell in wanted]


def test_two_readers_get_the_same_workbook(client, many):
    assert download(client, "xlsx", q="camera") == download(client, "xlsx", q="camera")


@pytest.mark.parametrize("letters", [32_766, 32_767, 32_768])
def test_a_text_too_long_for_a_cell_is_cut_where_one_sees_it(client, letters):
    published(make_event(title="Long", description="a" * letters))
    reindex()
    (row,) = read_sheet(download(client, "xlsx"))
    wanted = "a" * letters if letters <= 32_767 else "a" * 32_766 + "…"
    assert row["Text"] == wanted


def test_a_full_sheet_is_followed_by_another(client, many, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 20)
    content = download(client, "xlsx", q="camera")
    sheets = load_workbook(io.BytesIO(content)).worksheets
    assert [sheet.max_row for sheet in sheets] == [21, 11]
