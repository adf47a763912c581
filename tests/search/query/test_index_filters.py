"""Filters become conditions of the index, and none finds by what is hidden."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.entry_queries import find_entries
from archive.filters import Choice, SearchFilters, make_choices
from archive.models import Entry, Outlet, Region, Tag
from archive.search import count_results, reindex, search
from archive.search.engines.query_tree import ColumnIn, MatchNone
from archive.search.query.index_filters import CONDITIONS, build_value_node
from archive.text.dates import parse_edtf
from tests.factories import make_article, make_source, published

pytestmark = pytest.mark.django_db


def match(name, value):
    """The condition of one value of a filter."""
    return CONDITIONS[name](SearchFilters(**{name: make_choices(value)}))(value)


def test_a_source_finds_only_while_it_is_public():
    source = published(make_source())
    assert match("source", source.id_code) == ColumnIn("sources", (source.pk,))
    hidden = make_source()
    assert match("source", hidden.id_code) == MatchNone()
    source.status = "withdrawn"
    source.save()
    assert match("source", source.id_code) == MatchNone()
    assert match("source", "4f7k9q2t") == MatchNone()


def test_regions_and_tags_are_asked_for_by_their_keys():
    region = Region.objects.create(code="CN-XJ", level="province", is_listed=True)
    for scheme in ("theme", "technology"):
        tag = Tag.objects.create(scheme=scheme, slug="faces", is_listed=True)
    (column, keys) = vars(match("regions", "CN-XJ")).values()
    assert keys == (region.pk,) and column
    assert match("regions", "XX") == MatchNone()
    assert match("tags", "technology/faces") == ColumnIn("tags", (tag.pk,))
    assert match("tags", "theme/else") == MatchNone()


def test_a_credit_is_asked_for_in_any_case():
    condition = CONDITIONS["credit"](SearchFilters())("Bild: DPA")
    assert condition == ColumnIn("credited", ("bild: dpa",))


def test_the_index_finds_by_the_day_added_what_the_database_finds():
    entry = published(make_article(title="Kamera"))
    Entry.objects.filter(pk=entry.pk).update(
        first_published_at=datetime(2026, 11, 20, 23, 59, 59, 999999, tzinfo=UTC)
    )
    reindex()
    for added, expected in (("2026-11-20", 1), ("2026-11-21", 0), ("2026-11", 1)):
        filters = SearchFilters(q="Kamera", added=parse_edtf(added))
        assert search(filters).total == expected, added
        assert find_entries(filters).count() == expected, added


def test_the_index_finds_by_outlet_what_the_database_finds():
    for slug in ("post", "sun"):
        outlet = Outlet.objects.create(slug=slug, name=slug.title())
        published(make_article(title="Kamera", outlet=outlet))
    published(make_article(title="Kamera"))
    reindex()
    for outlets, expected in (
        (make_choices("post"), 1),
        (make_choices("post", "sun"), 2),
        ((Choice("post", True),), 2),
        (make_choices("nobody"), 0),
    ):
        filters = SearchFilters(q="Kamera", outlets=outlets)
        assert count_results(filters).number == expected
        assert find_entries(filters).count() == expected


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2019-02", "2019-02"),
        ("20.2.2019", "2019-02-20"),
        ("Anfang 2019", "2019-37~"),
        ("20th of February 2019", "2019-02-20"),
        ("2019年2月", "2019-02"),
        ("2018 bis 2020", "2018/2020"),
    ],
)
def test_a_date_in_a_query_is_read_as_people_write_it(typed, edtf):
    assert build_value_node("date", typed) == build_value_node("date", edtf)


@pytest.mark.parametrize("typed", ["last week", "gestern", "3/4/2019", "qwertz"])
def test_a_date_that_depends_on_what_is_not_known_is_none(typed):
    assert build_value_node("date", typed) is None
