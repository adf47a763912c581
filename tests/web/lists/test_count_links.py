"""The numbers behind a map, a table or bars are one link away, with the filters."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import pytest

from archive.filters import REGION, YEAR, SearchFilters, make_choices
from archive.web.lists.count_links import build_count_links

FILE = re.compile(r'href="(/table/counts\.(\w+)[^"]*)"')


def test_regions_come_as_geojson_too_and_no_basket_is_passed_on():
    filters = SearchFilters(kinds=make_choices("photo"), basket="4f7k9q2t", sort="date")
    query = "?kind=photo&rows=region&columns=year"
    assert [link.url for link in build_count_links(filters, REGION, YEAR)] == [
        f"/table/counts.{suffix}{query}" for suffix in ("csv", "geojson")
    ]
    (years,) = build_count_links(filters, YEAR, "kind")
    assert years.url == "/table/counts.csv?kind=photo&rows=year&columns=kind"


@pytest.mark.only_on_sqlite("links")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "key"),
    [
        ("/regions/?kind=article", "CN"),
        ("/regions/CN/?kind=article", "CN-XJ"),
        ("/regions/CN/?kind=article", "2019"),
        ("/timeline/?kind=article&region=CN", "2019"),
        ("/table/?rows=tag&columns=kind&kind=article", "theme/surveillance"),
    ],
)
def test_a_page_links_its_numbers(client, demonstration, page, key):
    text = client.get(page).content.decode()
    links = [(unescape(url), suffix) for url, suffix in FILE.findall(text)]
    assert links and all("kind=article" in url for url, _suffix in links)
    found = set()
    for url, suffix in links:
        content = client.get(url).content.decode("utf-8-sig")
        if suffix == "csv":
            rows = csv.reader(io.StringIO(content, newline=""))
            found |= {row[0] for row in rows if row}
        else:
            found |= {feature["id"] for feature in json.loads(content)["features"]}
    assert key in found
