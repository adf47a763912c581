"""Where a region's page leads: beside it, and from an empty one to the nearest."""

import pytest

from archive.models import EntryRegion, OutboxRow, Region
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db


def page(client, address):
    response = client.get(address, headers={"accept-language": "en"})
    assert response.status_code == 200, address
    return response


def text(client, address):
    return page(client, address).content.decode()


def test_an_empty_region_leads_to_the_nearest(client, demonstration):
    said = text(client, "/regions/CN-371300/")  # Linyi, in Shandong
    assert "There are no entries for this region yet" in said
    nearest = page(client, "/regions/CN-371300/").context["nearest"]
    assert nearest[0].url == "/regions/CN-SD/"
    assert nearest[1].url == "/regions/CN-371000/"
    assert 300 < nearest[1].kilometres < 450


@pytest.fixture
def in_hebei(demonstration):
    """An article published in Hebei, the only one that is published anywhere."""
    entry = published(make_article(date="2018"))
    tie = {"entry": entry, "role": "published_in"}
    EntryRegion.objects.create(region=Region.objects.get(code="CN-HE"), **tie)
    OutboxRow.objects.add([entry.pk])


@pytest.mark.parametrize(
    ("code", "nearest"),
    [
        ("CN-XJ", ["CN", "CN-HE"]),  # a province of the same country
        ("CN-653100", ["CN", "CN-HE"]),  # no prefecture: a province again
        ("MN", ["CN"]),  # borders on China
        ("BO", ["CN"]),
        ("AQ", ["CN"]),  # without a point
    ],
)
def test_what_is_empty_in_a_role_leads_to_the_nearest_in_that_role(
    client, way, in_hebei, code, nearest
):
    context = page(client, f"/regions/{code}/?role=published_in").context
    found = context["nearest"]
    assert [r.url for r in found] == [
        f"/regions/{near}/?role=published_in" for near in nearest
    ]
    assert all(r.count == 1 for r in found)


def test_what_touches_a_region_is_near_whatever_the_distance(client, in_hebei):
    said = text(client, "/regions/MN/?role=published_in")
    assert "neighbouring region" in said and " km " not in said
    far = text(client, "/regions/BO/?role=published_in")
    assert "km from main city to main city" in far
    assert "neighbouring region" not in far


def test_what_is_empty_in_a_role_tells_the_other_roles(client, demonstration):
    context = page(client, "/regions/CN-XJ/?role=shown").context
    assert {r.url for r in context["elsewhere"]} == {
        "/regions/CN-XJ/",
        "/regions/CN-XJ/?role=about",
        "/regions/CN-XJ/?role=happened_in",
    }
    said = text(client, "/regions/CN-XJ/?role=published_in")
    assert "No other region has entries either" in said and "nearest" not in said


def test_an_overseas_territory_is_its_own_neighbour(client, demonstration):
    beside = {r.url: r.count for r in page(client, "/regions/BR/").context["beside"]}
    assert "/regions/GF/" in beside and "/regions/FR/" not in beside
    beside = {r.url for r in page(client, "/regions/GF/").context["beside"]}
    assert beside == {"/regions/BR/", "/regions/SR/"}
