"""The page of the table and its files, as readers and spreadsheets get them."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import pytest

from archive.crosstabs import _entry_counts
from archive.models import SUBJECT_ROLES, Entry, EntryRegion, Region
from archive.web.tables import table_page as pages
from tests.markup import page_text

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on_sqlite("what the page is made of"),
]
LINK = re.compile(r'<td><a href="([^"]+)">([^<]+)</a></td>')
ROW = re.compile(r'<th scope="row">([^<]+)</th>(.*?)</tr>', re.S)


def read_rows(client, address):
    """The cells of each row that are links: (address, number)."""
    text = page_text(client.get(address))
    return {
        unescape(name.strip()): [(unescape(u), int(n)) for u, n in LINK.findall(cells)]
        for name, cells in ROW.findall(text)
    }


def count_in_list(client, url):
    text = client.get(url).content.decode()
    heading = re.search(r'id="h-res">\s*([\d,]+) entr', text)
    return int(heading[1].replace(",", ""))


def read_csv(response):
    text = response.content.decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("address", "row"),
    [
        ("/table/", "2019"),
        ("/table/?rows=region&columns=year&kind=article", "China"),
        ("/table/?rows=region&region=CN&columns=tag", "Xinjiang"),
        ("/table/?rows=tag&columns=region&q=Kamera", "All"),
        ("/table/?rows=outlet&columns=kind", "All"),
        ("/table/?rows=source&columns=year&from=2017&to=2020", "All"),
    ],
)
def test_every_number_is_the_number_of_its_list(client, demonstration, address, row):
    rows = read_rows(client, address)
    assert rows[row]
    for url, number in [*rows["All"][:6], *rows[row][:6]]:
        assert count_in_list(client, url) == number, url


def test_all_prefectures_of_china_stand_in_one_table(client, demonstration):
    address = "/table/?rows=prefecture&columns=kind&region=CN"
    rows = read_rows(client, address)
    listed = read_csv(client.get("/table/counts.csv?rows=prefecture&region=CN"))
    tied = EntryRegion.objects.filter(
        entry__in=Entry.objects.public(), role__in=SUBJECT_ROLES
    )
    tied_paths = "".join(tied.values_list("region__path", flat=True))
    prefectures = Region.objects.filter(level="prefecture", path__startswith="CN/")
    assert {row["prefecture"] for row in listed} == {
        region.code for region in prefectures if f"/{region.code}/" in tied_paths
    }
    assert len(rows) == len(listed) + 1 > 3  # with the row for all
    listed_regions = Region.objects.listed().filter(level="prefecture")
    others = listed_regions.filter(path__startswith="CN/").count() - len(listed)
    assert f"{others} more have no entries." in page_text(client.get(address))
    assert {row["parent"][:3] for row in listed} == {"CN-"}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("rows=colour", "“colour” isn’t possible here"),
        ("rows=region&columns=prefecture", "Choose another one for columns"),
        ("rows=year&columns=year", "Choose another one for columns"),
        ("added=yesterday", "yesterday"),
        ("from=2020&to=2019", "swap the two dates"),
        ("page=9", ""),
    ],
)
def test_what_cannot_be_read_is_said_with_a_way_out(client, demonstration, query, said):
    response = client.get(f"/table/?{query}")
    assert response.status_code == (404 if query == "page=9" else 400)
    text = page_text(response)
    assert said in text.replace("'", "’").replace("&#x27;", "’")
    assert "<table" not in text
    if said:
        refused = client.get(f"/table/counts.csv?{query}")
        assert refused.status_code == 400
        assert refused.headers["Content-Type"].startswith("text/plain")


def test_of_three_hundred_values_forty_are_used_and_that_is_said(client, demonstration):
    query = "&".join(f"language=x{n}" for n in range(299)) + "&language=de"
    text = page_text(client.get(f"/table/?{query}"))
    assert "first 40 values of “language”" in text


def test_nothing_and_too_much_are_said_in_words(client, demonstration, monkeypatch):
    assert "No entries match" in page_text(client.get("/table/?language=x"))
    monkeypatch.setattr(_entry_counts, "MOST_COUNTED_ENTRIES", 5)
    response = client.get("/table/?rows=outlet&columns=kind")
    assert response.status_code == 200
    assert "too many to count" in page_text(response)
    refused = client.get("/table/counts.csv?rows=outlet&columns=kind")
    assert refused.status_code == 400 and b"too many to count" in refused.content


def test_a_long_table_has_pages_that_keep_rows_and_columns(
    client, demonstration, monkeypatch
):
    whole = list(read_rows(client, "/table/?rows=tag&columns=kind"))
    monkeypatch.setattr(pages, "MOST_ROWS", 10)
    first = client.get("/table/?rows=tag&columns=kind")
    assert "/table/?rows=tag&amp;columns=kind&amp;page=2" in first.content.decode()
    both = [
        list(read_rows(client, f"/table/?rows=tag&columns=kind&page={page}"))[1:]
        for page in (1, 2)
    ]
    assert [*both[0], *both[1]] == whole[1:21]


def test_the_csv_has_names_in_three_languages_and_plain_numbers(client, demonstration):
    rows = read_csv(client.get("/table/counts.csv?rows=region&columns=year"))
    china = next(row for row in rows if row["region"] == "CN")
    assert (china["name_en"], china["name_de"], china["name_zh"]) == (
        *("China", "China", "中国"),
    )
    america = next(row for row in rows if row["region"] == "US")
    assert float(america["longitude"]) < 0  # a number, not a guarded text
    assert int(china["entries"]) >= int(china["2019"]) > 0


def test_the_geojson_has_points_and_is_of_regions_alone(client, demonstration):
    response = client.get("/table/counts.geojson?rows=region&columns=kind&from=2018")
    assert response.headers["Content-Type"] == "application/geo+json"
    content = json.loads(response.content)
    assert content["address"].endswith("/table/?from=2018&rows=region&columns=kind")
    by_code = {feature["id"]: feature for feature in content["features"]}
    china = by_code["CN"]
    longitude, latitude = china["geometry"]["coordinates"]
    assert 73 < longitude < 135 and 18 < latitude < 54
    assert china["properties"]["name_zh"] == "中国"
    assert by_code["EU"]["geometry"] is None
    kinds = china["properties"]["kind"]
    assert sum(kinds.values()) == china["properties"]["entries"]
    assert client.get("/table/counts.geojson").status_code == 404
    assert client.get("/table/counts.pdf").status_code == 404
