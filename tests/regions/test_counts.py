"""Counts roll up the tree, each entry once."""

import pytest

from archive.models import Entry, EntryRegion, Region
from archive.regions import counts, shapes, years_by_kind
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
    assert counts(Entry.objects.public()) == dict.fromkeys(tree, 1)


def test_a_draft_is_not_counted(tree):
    tie(make_article(), tree["CN"])
    assert counts(Entry.objects.public()) == {}


def test_the_place_of_publication_is_not_a_subject(tree):
    tie(published(make_article()), tree["CN"], "published_in")
    assert counts(Entry.objects.public()) == {}


def test_a_span_counts_in_each_year_it_touches():
    published(make_article(date="2018/2020"))
    published(make_article(date="../2019"))
    assert [(r.year, r.total) for r in years_by_kind(Entry.objects.public())] == [
        (2018, 1),
        (2019, 2),
        (2020, 1),
    ]


def test_a_region_cannot_stand_below_itself(tree):
    tree["CN"].parent = tree["CN-371000"]
    with pytest.raises(Exception, match="below itself"):
        tree["CN"].clean()


@pytest.mark.parametrize("extent", ["world", "china"])
def test_a_map_shades_only_what_is_counted(extent):
    code = {"world": "CN", "china": "CN-XJ"}[extent]
    drawn = shapes(extent, {code: 7})
    assert [s.code for s in drawn.shapes if s.step] == [code]
    assert drawn.legend == ((1, 7, 7),)
