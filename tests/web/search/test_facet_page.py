"""Every value of a facet can be chosen, also where a search shows only the first."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from archive.models import EntryRegion, Region, RegionName
from archive.search import reindex
from archive.web.search import facet_page
from tests.factories import make_article, published

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on_sqlite("the index counts, not the database"),
]
PATH = "/search/facets/region/"


def links_of(answer):
    """The addresses of all links of a page."""
    return {unescape(url) for url in re.findall(r'href="([^"]*)"', page_of(answer))}


def page_of(answer):
    return answer.content.decode()


@pytest.fixture
def countries(make_once):
    """Fifteen countries with an article each about them."""
    make_once(make_articles)


def make_articles():
    for number in range(15):
        country = Region.objects.create(code=f"Q{number:X}", level="country")
        RegionName.objects.create(
            region=country, language="en", name=f"Q{number:X} land", is_preferred=True
        )
        article = published(make_article(title=f"Camera {number}", language="en"))
        EntryRegion.objects.create(entry=article, region=country)
    reindex()


def test_a_search_leads_to_the_values_that_it_does_not_show(client, countries):
    page = client.get("/search/?q=camera&kind=article").content.decode()
    assert f'href="{PATH}?q=camera&amp;kind=article"' in page
    assert "Show all 15" in page
    few = client.get("/search/?q=camera&region=Q3&kind=source").content.decode()
    assert PATH not in few


def test_each_value_leads_to_the_search_that_it_narrows(client, countries):
    answer = client.get(f"{PATH}?q=camera")
    urls = links_of(answer)
    for number in range(15):
        url = f"/search/?q=camera&region=Q{number:X}"
        assert url in urls
    assert client.get("/search/?q=camera&region=QE").context["results"].total == 1


def test_a_value_can_be_added_to_the_chosen_ones(client, countries):
    urls = links_of(client.get(f"{PATH}?region=Q3"))
    assert "/search/?region=QE" in urls
    assert "/search/?region=Q3&region=QE" in urls
    assert client.get("/search/?region=Q3&region=QE").context["results"].total == 2


def test_a_name_is_found_and_the_filters_stay(client, countries):
    answer = client.get(f"{PATH}?q=camera&find=qe")
    assert [row.value.value for row in answer.context["rows"]] == ["QE"]
    assert ("q", "camera") in answer.context["hidden"]
    none = client.get(f"{PATH}?q=camera&find=atlantis")
    assert none.status_code == 200
    assert "Nothing in this list is named “atlantis”." in none.content.decode()
    assert f"{PATH}?q=camera" in links_of(none)


def test_a_long_list_has_pages_and_a_long_answer_says_so(
    client, countries, monkeypatch
):
    monkeypatch.setattr(facet_page, "MOST_VALUES", 10)
    second = client.get(f"{PATH}?page=2")
    assert len(second.context["rows"]) == 5
    assert client.get(f"{PATH}?page=3").status_code == 404
    found = client.get(f"{PATH}?find=q")
    assert len(found.context["rows"]) == 10
    assert "Type more letters" in found.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/search/facets/kind/", 404),
        ("/search/facets/colour/", 404),
        (f"{PATH}?region=XX-99", 400),
        (f"{PATH}?from=yesterday", 400),
        (f"{PATH}?find={'x' * 5000}", 200),
        (f"{PATH}?find=%00", 400),
    ],
)
def test_what_cannot_be_is_refused(client, countries, path, status):
    assert client.get(path).status_code == status
    assert reverse("archive:search-facet", args=["region"]) == PATH
