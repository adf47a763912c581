"""Two filters side by side: each number is that of its list, and odd questions get an
answer."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.markup import page_text

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on_sqlite("what the page is made of"),
]
REGIONS = "a.region=CN-XJ&b.region=US"
ROW = re.compile(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', re.S)
CELL = re.compile(r"<td>(?:<a href=\"([^\"]+)\">([^<]+)</a>|<i>0</i>)</td>")


def read_table(text, heading):
    """The rows below a heading: name → two pairs (address, number)."""
    part = text.split(f">{heading}</h2>", 1)[1].split("</table>", 1)[0]
    part = re.sub(r"\s*(<[^>]+>)\s*", r"\1", part)
    return {
        unescape(name): [(unescape(url), int(n or 0)) for url, n in CELL.findall(cells)]
        for name, cells in ROW.findall(part)
    }


def count_in_list(client, url):
    text = client.get(url).content.decode()
    heading = re.search(r'id="h-res">\s*([\d,]+) entr', text)
    return int(heading[1].replace(",", ""))


def read_csv(client, query):
    text = client.get(f"/compare/counts.csv?{query}").content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return {(row["part"], row["key"]): (row["a"], row["b"]) for row in rows}


@pytest.mark.parametrize(
    "query",
    [
        REGIONS,
        "a.tag=theme/surveillance&b.tag=theme/uyghurs&kind=article",
        "a.q=Kamera&b.q=Xinjiang",
        "a.from=2018&a.to=2018&b.from=2019&b.to=2019&region=CN",
    ],
)
def test_each_number_is_that_of_its_list(client, demonstration, query):
    text = page_text(client.get(f"/compare/?{query}"))
    checked = 0
    for heading in ("By type", "By year", "Tags"):
        rows = read_table(text, heading)
        assert rows
        for cells in list(rows.values())[:3]:
            assert len(cells) == 2
            for url, number in cells:
                assert not url or count_in_list(client, url) == number
                checked += number
    assert checked > 20


def test_tags_are_in_both_or_apart(client, demonstration):
    rows = read_csv(client, REGIONS)
    text = page_text(client.get(f"/compare/?{REGIONS}"))
    both = read_table(text, "Tags")
    assert both and all(a[1] and b[1] for a, b in both.values())
    assert "Surveillance" in both and "Data leak" not in both
    assert rows["tag", "theme/data-leak"][1] == "0" != rows["tag", "theme/data-leak"][0]
    assert "Data leak" in text.split("Only in A", 2)[1]
    assert rows["entries", ""] == tuple(
        str(count_in_list(client, f"/search/?region={code}"))
        for code in ("CN-XJ", "US")
    )


def test_a_thing_with_itself_is_said_and_shares_all(client, demonstration):
    text = page_text(client.get("/compare/?a.region=CN-XJ&b.region=CN-XJ"))
    assert "A and B are the same." in text
    number = count_in_list(client, "/search/?region=CN-XJ")
    assert f"{number} entries are in both." in text
    lists = text.split("Only in A")[1].split("Only in B")[0]
    assert "<li>" not in lists


@pytest.mark.parametrize("query", ["", "a.region=CN", "b.q=+", "kind=article", "c.q=x"])
def test_half_a_comparison_asks_for_the_other_half(client, demonstration, query):
    response = client.get(f"/compare/?{query}")
    assert response.status_code == 200
    text = page_text(response)
    assert "Choose what to compare" in text and "By type" not in text
    refused = client.get(f"/compare/counts.csv?{query}")
    assert refused.status_code == 400 and b"Choose what to compare" in refused.content
    assert client.get(f"/compare/cite/?{query}").status_code == 302


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("a.from=yesterday&b.from=2019", "yesterday"),
        ("a.region=XX-1&b.region=CN", "isn’t a region we know"),
        ("a.region=CN&b.region=US&added=yesterday", "yesterday"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(client, demonstration, query, said):
    response = client.get(f"/compare/?{query}")
    assert response.status_code == 400
    text = unescape(page_text(response)).replace("'", "’")
    assert text.count(said) >= 1 and "By type" not in text
    assert client.get(f"/compare/counts.csv?{query}").status_code == 400


def test_the_other_filters_are_of_both_sides(client, demonstration):
    rows = read_csv(client, f"{REGIONS}&kind=article")
    assert {key for part, key in rows if part == "type"} == {"article"}
    own = read_csv(client, "a.region=CN-XJ&b.region=US&b.kind=source&kind=article")
    assert own["type", "source"][0] == "0" != own["type", "source"][1]


def test_a_comparison_costs_at_most_sixty_queries(client, demonstration):
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/compare/?{REGIONS}&from=2017")
    assert len(queries) <= 60


def test_it_is_cited_with_the_numbers_of_today(client, demonstration):
    text = page_text(client.get(f"/compare/cite/?{REGIONS}&style=apa&kind=article"))
    numbers = [
        count_in_list(client, f"/search/?region={code}&kind=article")
        for code in ("CN-XJ", "US")
    ]
    named = "Comparison: Xinjiang ({} entries) | United States ({} entries)"
    assert named.format(*numbers) in text
    assert "/compare/?a.region=CN-XJ&amp;b.region=US&amp;kind=article" in text
    assert client.get(f"/compare/cite/?{REGIONS}&style=x").status_code == 400


def test_each_landmark_has_a_name_of_its_own(client, demonstration):
    text = client.get("/compare/?a.region=CN-XJ&b.region=CN-XZ").content.decode()
    main = text.split("<main", 1)[1].split("</main>")[0]
    parts = re.findall(r"<(?:nav|div)[^>]*\baria-label=\"([^\"]+)\"", main)
    assert "View of these entries: A" in parts and "Type: Xinjiang | Tibet" in parts
    assert len(parts) == len(set(parts)) > 3
    assert main.count('tabindex="0"') == main.count('role="region"') > 1
