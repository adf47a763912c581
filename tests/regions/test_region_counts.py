"""Counts roll up the tree, each entry once."""

import pytest

from archive.counting import count_rows_by_role
from archive.models import Entry, EntryRegion, Region
from archive.regions import (
    count_by_region,
    count_years_by_kind,
    draw_parts_map,
)
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    china = Region.objects.create(code="CN", level="country")
    shandong = Region.objects.create(code="CN-SD", level="province", parent=china)
    weihai = Region.objects.create(
        code="CN-371000", level="prefecture", parent=shandong
    )
    hebei = Region.objects.create(code="CN-HE", level="province", parent=china)
    return {r.code: r for r in (china, shandong, weihai, hebei)}


def tie(entry, region, role="about"):
    EntryRegion.objects.create(entry=entry, region=region, role=role)


def test_an_entry_in_two_provinces_counts_once_in_the_country(tree):
    entry = published(make_article())
    tie(entry, tree["CN-371000"])
    tie(entry, tree["CN-HE"], "happened_in")
    assert count_by_region(Entry.objects.public()) == dict.fromkeys(tree, 1)


def test_a_draft_is_not_counted(tree):
    tie(make_article(), tree["CN"])
    assert count_by_region(Entry.objects.public()) == {}


def test_the_place_of_publication_is_not_a_subject(tree):
    tie(published(make_article()), tree["CN"], "published_in")
    assert count_by_region(Entry.objects.public()) == {}


def test_a_span_counts_in_each_year_it_touches():
    published(make_article(date="2018/2020"))
    published(make_article(date="../2019"))
    assert [
        (r.year, r.total) for r in count_years_by_kind(Entry.objects.public()).rows
    ] == [
        (2018, 1),
        (2019, 2),
        (2020, 1),
    ]


def test_roles_are_kept_apart(tree):
    entry = published(make_article())
    tie(entry, tree["CN-371000"], "shown")
    tie(entry, tree["CN-SD"], "published_in")
    found = count_rows_by_role(Entry.objects.public())
    assert found["shown"] == {"CN": 1, "CN-SD": 1, "CN-371000": 1} == found[""]
    assert found["published_in"] == {"CN": 1, "CN-SD": 1}
    assert found["about"] == found["happened_in"] == {}


def test_a_span_of_a_million_years_makes_few_rows():
    published(make_article(date="Y-500000/Y500000"))
    published(make_article(date="2019"))
    years = count_years_by_kind(Entry.objects.public())
    assert [(r.year, r.total) for r in years.rows] == [
        (-500_000, 1),
        (2019, 2),
        (500_000, 1),
    ]
    assert not years.is_whole


@pytest.mark.parametrize("area", ["", "CN"])
def test_a_map_shades_only_what_is_counted(area):
    code = {"": "CN", "CN": "CN-XJ"}[area]
    drawn = draw_parts_map(area, {code: 7})
    assert [s.code for s in drawn.shapes if s.step] == [code]
    assert drawn.legend[-1] == (4, 5, 7)
