"""The bar of views: a list, the timeline and the map of the same entries."""

import re
from html import unescape

import pytest

from archive.filters import Choice, SearchFilters, make_choices
from archive.web.lists.view_bar import LIST, build_view_bar
from tests.markup import page_text

BAR = re.compile(r'<nav class="switch" aria-label="View of[^>]*>(.*?)</nav>')
LINK = re.compile(r'<a href="([^"]+)"( aria-current="true")?>([^<]+)</a>')


@pytest.mark.parametrize(
    ("filters", "urls"),
    [
        ({}, ("/search/", "/timeline/", "/regions/", "/table/", "/compare/")),
        (
            {"q": "a", "sort": "date", "page": 3},
            (
                *("/search/?q=a&sort=date", "/timeline/?q=a", "/regions/?q=a"),
                *("/table/?q=a", "/compare/?a.q=a"),
            ),
        ),
        (
            {"regions": make_choices("CN-XJ"), "tags": make_choices("theme/watching")},
            (
                "/search/?region=CN-XJ&tag=theme%2Fwatching",
                "/timeline/?region=CN-XJ&tag=theme%2Fwatching",
                "/regions/CN-XJ/?tag=theme%2Fwatching",
                "/table/?region=CN-XJ&tag=theme%2Fwatching",
                "/compare/?a.region=CN-XJ&tag=theme%2Fwatching",
            ),
        ),
        (
            {"regions": make_choices("CN", "DE")},
            (
                "/search/?region=CN&region=DE",
                "/timeline/?region=CN&region=DE",
                "/regions/",
                "/table/?region=CN&region=DE",
                "/compare/?a.region=CN&a.region=DE",
            ),
        ),
        (
            {"regions": (Choice("CN", True),), "lanes": True},
            (
                *("/search/?region=-CN", "/timeline/?region=-CN&lanes=1"),
                *("/regions/", "/table/?region=-CN", "/compare/?a.region=-CN"),
            ),
        ),
        (
            {"rows": "tag", "columns": "year", "kinds": make_choices("photo")},
            (
                *("/search/?kind=photo", "/timeline/?kind=photo"),
                *("/regions/?kind=photo", "/table/?kind=photo&rows=tag&columns=year"),
                "/compare/?kind=photo",
            ),
        ),
    ],
)
def test_each_view_keeps_the_filters_that_it_knows(filters, urls):
    bar = build_view_bar(SearchFilters(**filters), LIST)
    assert tuple(view.url for view in bar) == urls
    assert [view.is_current for view in bar] == [True, False, False, False, False]


def read_bar(client, address):
    (bar,) = BAR.findall(page_text(client.get(address)))
    return [(unescape(url), bool(on), name) for url, on, name in LINK.findall(bar)]


@pytest.mark.only_on_sqlite("links")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/search/?region=CN&kind=article", "List"),
        ("/search/?q=Kamera&region=CN-XJ", "List"),
        ("/timeline/?region=CN&from=2018&to=2019", "Timeline"),
        ("/regions/?kind=photo", "Map"),
        ("/table/?kind=photo&rows=region", "Table"),
        ("/regions/CN/?kind=article", "Map"),
        ("/tags/theme/surveillance/?region=CN", ""),
        ("/articles/?region=CN", ""),
    ],
)
def test_every_view_leads_to_the_others_and_back(
    client, demonstration, address, current
):
    bar = read_bar(client, address)
    assert [name for _url, _on, name in bar] == [
        *("List", "Timeline", "Map", "Table", "Compare"),
    ]
    assert [name for _url, on, name in bar if on] == [current] * bool(current)
    for url, _on, name in bar[:-1]:  # a comparison needs another side
        there = read_bar(client, url)
        assert [view for view in there if view[1]] == [(url, True, name)]


@pytest.mark.only_on_sqlite("links")
@pytest.mark.django_db
def test_the_page_of_a_source_leads_to_the_entries_that_cite_it(client, demonstration):
    source = demonstration.citations.order_by("pk")[0].source
    bar = read_bar(client, source.get_absolute_url())
    assert [name for _url, _on, name in bar] == [
        *("List", "Timeline", "Map", "Table", "Compare"),
    ]
    assert bar[0][0] == f"/search/?source={source.id_code}"
    assert bar[4][0] == f"/compare/?a.source={source.id_code}"
