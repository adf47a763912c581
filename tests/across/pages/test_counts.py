"""A number beside a link is what the link shows."""

import re
from collections import defaultdict
from html import unescape
from urllib.parse import parse_qsl, quote

import pytest

from archive.search.index.live_index import count_in_columns
from archive.search.results import column_evaluation
from tests.markup import page_text

pytestmark = pytest.mark.django_db

ROW = re.compile(r'<a class="n" href="([^"]+)"[^>]*>(\d+)</a>')
YEAR = re.compile(r'<li><a href="([^"]+)"[^>]*><span>\d+</span> <span class="n">(\d+)')
CELL = re.compile(r'<td><a href="([^"]+)">(\d+)</a></td>')
CHIP = re.compile(r'<a class="chip" href="([^"]+)">[^<]*<span class="n">(\d+)</span>')
BAR = re.compile(
    r'<a href="([^"]+)"[^>]*><span class="vh">[^<]+</span> ?'
    r'<span class="c[^"]*" aria-hidden="true">(\d+)'
)
RANK = re.compile(
    r'<li><a href="([^"]+)"><span class="nm">[^<]+</span><span class="n">(\d+)'
)
INDEX = re.compile(r'<li><a href="([^"]+)">[^<]+</a> <span class="n">(\d+)</span>')
MAP = re.compile(r'<a href="([^"]+)" aria-label="[^"]*: (\d+) entr')
PLACES = (0, 1, 1 / 3, 2 / 3)  # of the link that is followed, among those of its kind
TOTAL = re.compile(r"<(?:h1|h2|p)[^>]*>(\d+) entr")


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return page_text(response)


@pytest.fixture(scope="module")
def totals(loaded):
    """What each page said it has: of many links to a page, one is followed."""
    return {}


def total(client, address, totals):
    """What a page says it has; where it says nothing, it has nothing."""
    address = unescape(address)
    if address not in totals:
        found = TOTAL.search(page(client, address))
        totals[address] = int(found[1]) if found else 0
    return totals[address]


def choose_links(text, first, *patterns):
    """Links with their numbers, one of each kind: those of a kind change the same
    parameters, as the rows of one facet do. Each kind takes the next of the places,
    from `first` on, so that every kind is followed on every page and, over the pages,
    at every place."""
    kinds = defaultdict(list)
    for pattern in patterns:
        for address, number in pattern.findall(text):
            path, _, query = unescape(address).partition("?")
            asked = tuple(name for name, _value in parse_qsl(query))
            kinds[pattern, path.split("/")[1], asked].append((address, number))
    return [
        links[round(PLACES[(first + kind) % len(PLACES)] * (len(links) - 1))]
        for kind, links in enumerate(kinds.values())
    ]


SEARCHES = [
    "",
    "q=Überwachung",
    "q=surveillance&kind=source",
    "q=Sozialkredit&region=CN&kind=photo",
    "region=CN-XJ&region=CN-SD",
    "tag=theme/surveillance&language=en",
    "language=de",
    "credit=dpa",
    "from=2018&to=2019",
    "undated=1",
    "region=-CN&kind=-photo",
    "role=published_in",
    "q=社会信用&tag=theme/social-credit",
]


@pytest.mark.parametrize("query", SEARCHES)
def test_every_facet_gives_what_it_counts(client, demonstration, totals, query):
    text = page(client, f"/search/?{quote(query, safe='=&/-')}")
    links = choose_links(text, SEARCHES.index(query), ROW, YEAR)
    assert links
    for address, number in links:
        assert total(client, address, totals) == int(number), unescape(address)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "photo"),
        ("region", "CN-XJ"),
        ("tag", "theme/social-credit"),
        ("language", "de"),
        ("credit", "dpa"),
        ("undated", "1"),
    ],
)
def test_a_choice_does_not_narrow_its_own_facet(client, demonstration, name, value):
    box = re.compile(
        rf'name="{name}" value="([^"]+)"( checked)?><span>[^<]*</span></label> '
        r'<a class="n"[^>]*>(\d+)</a>'
    )
    without = box.findall(page(client, "/search/"))
    chosen = box.findall(page(client, f"/search/?{name}={value}"))
    assert [(v, n) for v, _on, n in chosen] == [(v, n) for v, _on, n in without]
    assert [v for v, on, _n in chosen if on] == [value]


LINES = [
    "/",
    "/timeline/",
    "/timeline/?from=2019&to=2019",
    "/timeline/?from=2019-02&to=2019-02&region=CN",
    "/timeline/?from=2010&to=2019&q=surveillance",
    "/timeline/?lanes=1",
    "/timeline/?lanes=1&from=2019&to=2019",
]


@pytest.mark.parametrize("path", LINES)
def test_every_bar_gives_what_it_counts(client, demonstration, path):
    text, first = page(client, path), LINES.index(path)
    bars = choose_links(text, first, BAR) + choose_links(text, first + 1, BAR)
    assert bars
    for address, number in bars:
        text = page(client, unescape(address))
        found = re.search(r'id="h-e">(\d+) (?:entr|event)', text) or TOTAL.search(text)
        assert found and found[1] == number, address


COUNTING = [
    "/",
    "/regions/",
    "/regions/CN/",
    "/regions/CN-XJ/",
    "/regions/CN/?kind=article",
    "/regions/CN/?q=surveillance",
    "/regions/?from=2019&to=2019",
    "/tags/",
    "/tags/?region=CN-XJ",
    "/regions/?region=CN-XJ&kind=article",
    "/tags/?tag=theme/privacy&q=camera",
    "/regions/CN/?role=shown",
    "/regions/CN-XJ/?role=about",
    "/regions/CN/?role=happened_in",
    "/regions/CN-SD/?role=shown",
]


@pytest.mark.parametrize("path", COUNTING)
def test_every_number_of_a_region_or_tag_is_what_its_page_shows(
    client, demonstration, totals, path
):
    patterns = (CELL, CHIP, RANK, INDEX, MAP)
    links = choose_links(page(client, path), COUNTING.index(path), *patterns)
    links = [(a, n) for a, n in links if "/timeline/" not in a]
    assert links
    for address, number in links:
        assert total(client, address, totals) == int(number), unescape(address)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/tags/",
        "/tags/?kind=photo",
        "/tags/theme/surveillance/",
        "/articles/",
        "/photos/?region=CN",
        "/regions/CN/?page=2",
        "/regions/CN-XJ/?sort=date",
        "/timeline/?region=CN&role=about",
        "/timeline/?role=shown",
        "/timeline/?tag=-theme/privacy",
        "/timeline/?region=-CN&kind=event",
        "/timeline/?region=CN&tag=theme/surveillance&from=2019-02&to=2019-02",
        "/timeline/?region=CN&region=DE",
        "/timeline/?undated=1&region=CN",
        "/timeline/picture.svg?region=CN",
        "/table/?rows=region&columns=year",
        "/table/?rows=source&columns=outlet",
        "/compare/?a.region=CN&b.region=DE",
        "/changes/?region=CN",
        "/feeds/tags/theme/surveillance/",
        "/timeline/",
        "/timeline/?language=de",
        "/timeline/?language=de&from=2019&to=2019",
        "/timeline/?language=-de&from=2019-02&to=2019-02",
        "/timeline/?region=CN&region=DE",
        "/timeline/?region=CN&tag=-theme/privacy&role=shown",
        "/timeline/?tag=theme/surveillance&tag=theme/privacy&kind=-event",
        "/timeline/?outlet=dpa&undated=1",
        "/timeline/?lanes=1&language=de",
        "/regions/?from=2019&to=2019",
        "/regions/?tag=theme/surveillance&role=about",
        "/regions/CN/?language=de",
        "/regions/CN/?tag=theme/surveillance",
        "/regions/CN-XJ/?role=about&from=2018",
        "/tags/?region=CN-XJ",
        "/tags/?language=zh",
        "/photos/?region=CN&language=en",
        "/tags/theme/surveillance/?region=CN&from=2019&to=2020",
    ],
)
def test_a_page_is_the_same_where_the_index_counts(
    client, demonstration, monkeypatch, path
):
    counted_now = page(client, path)
    asked = []
    monkeypatch.setattr(column_evaluation, "LEAST_DOCUMENTS", 0)
    monkeypatch.setattr(
        column_evaluation,
        "count_in_columns",
        lambda request: asked.append(request) or count_in_columns(request),
    )
    assert page(client, path) == counted_now
    assert asked


def test_the_filters_keep_what_they_do_not_show(client, demonstration):
    text = page(client, "/search/?q=a&region=-CN&role=about&sort=date&expand=0")
    form = text[text.index('class="facets"') :].partition("</form>")[0]
    for name, value in (
        ("q", "a"),
        ("region", "-CN"),
        ("role", "about"),
        ("sort", "date"),
        ("expand", "0"),
    ):
        assert f'type="hidden" name="{name}" value="{value}"' in form


def test_narratives_stand_on_the_line_but_not_beside_the_undated(client, demonstration):
    assert "/narratives/" in page(client, "/timeline/").partition('id="h-e"')[0]
    undated = page(client, "/timeline/?undated=1").partition('id="h-u"')[0]
    undated = undated.partition("<main")[2]  # the menu leads to story trails
    assert "/narratives/" not in undated
