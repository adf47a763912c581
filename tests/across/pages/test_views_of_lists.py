"""The entries of a story trail and of a basket are seen in all five views."""

from __future__ import annotations

import re
from html import unescape

import pytest

from archive import baskets
from archive.models import Narrative
from archive.search import reindex

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on_sqlite("pages only put together what is tested on both"),
]
BAR = re.compile(r'<nav class="switch" aria-label="View of[^>]*>(.*?)</nav>', re.S)
NAMES = ["List", "Timeline", "Map", "Table", "Compare"]


def read_bar(client, path):
    """The addresses of the views by name."""
    answer = client.get(path, headers={"accept-language": "en"})
    assert answer.status_code == 200, path
    (bar,) = BAR.findall(answer.content.decode())
    links = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', bar)
    return {name: unescape(url) for url, name in links}


@pytest.fixture
def narrative(demonstration):
    reindex()
    with_articles = Narrative.objects.public().filter(steps__entry__kind="article")
    return with_articles.first()


def test_a_story_trail_leads_to_all_views_of_its_entries(client, narrative):
    urls = read_bar(client, narrative.get_absolute_url())
    code = narrative.id_code
    assert list(urls) == NAMES
    assert urls["List"] == f"/search/?narrative={code}"
    found = client.get(urls["List"]).context["results"]
    codes = {step.entry.id_code for step in narrative.steps.select_related("entry")}
    assert {hit.entry.id_code for hit in found.hits} == codes
    for url in urls.values():
        answer = client.get(url, headers={"accept-language": "en"})
        assert answer.status_code == 200, url
        assert f"narrative={code}" in unescape(answer.content.decode()), url
    for name in NAMES[:-1]:
        assert read_bar(client, urls[name]) == urls, name


def test_the_filters_of_a_story_trail_travel_beside_others(client, narrative):
    url = f"/search/?narrative={narrative.id_code}&kind=article"
    page = client.get(url, headers={"accept-language": "en"})
    assert "Story trail: " in page.content.decode()
    fewer = page.context["results"].total
    assert 0 < fewer < client.get(url.partition("&")[0]).context["results"].total
    assert client.get("/search/?narrative=00000000").status_code == 400


def test_a_basket_leads_to_all_views_of_its_entries(client, demonstration):
    reindex()
    code = demonstration.id_code
    urls = read_bar(client, f"/basket/?id={code}&note.{code}=private&title=Mine")
    assert urls["List"] == f"/search/?in_basket={code}"
    assert client.get(urls["List"]).context["results"].total == 1
    key = baskets.save_basket(baskets.build_contents([code], title="Mine"))
    urls = read_bar(client, f"/basket/{key}/")
    assert urls["Table"] == f"/table/?in_basket={key}"
    answer = client.get(urls["Table"], headers={"accept-language": "en"})
    assert "Basket: Mine" in answer.content.decode()
    empty = client.get("/basket/").content.decode()
    assert BAR.findall(empty) == []


@pytest.mark.parametrize(
    ("path", "has_entries"),
    [
        ("/", True),
        ("/articles/", True),
        ("/changes/", True),
        ("/regions/CN/", True),
        ("/regions/CN/?from=1801&to=1801", False),
        ("/search/", True),
        ("/search/?q=zzzzzz", False),
        ("/tags/theme/social-credit/", True),
        ("/timeline/", True),
        ("/timeline/?from=1801&to=1801", False),
        ("/timeline/?kind=event&undated=1&region=AQ", False),
    ],
)
def test_a_page_skips_to_its_entries_where_it_has_any(
    client, demonstration, path, has_entries
):
    reindex()
    answer = client.get(path)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count('href="#entries"') == has_entries
    assert text.count('id="entries"') == has_entries
