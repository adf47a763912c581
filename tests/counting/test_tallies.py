"""When the tallies are used, and what they tell of regions and tags."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from archive.counting import (
    ALL_ENTRIES,
    _tallies,
    _tally_snapshot,
    build_tally_key,
    find_region_tallies,
    find_tallies,
    plan_entry_list,
)
from archive.entry_queries import QueryPlan
from archive.filters import (
    Choice,
    SearchFilters,
    make_choices,
    parse_filters,
)
from archive.models import EntryRegion, OutboxRow, Region, Tag, Tagging
from archive.models.counts.month_numbers import YEAR_ZERO
from archive.search import reindex
from tests.factories import make_article, make_event, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(monkeypatch, make_once):
    """Six entries, in which the tags c, b and a are two times, d once."""
    monkeypatch.setattr(_tallies, "LEAST_ENTRIES", 0)
    return make_once(make_counted_entries)


def make_counted_entries():
    region = Region.objects.create(code="CN", level="country")
    tags = {slug: Tag.objects.create(scheme="theme", slug=slug) for slug in "cbad"}
    for slug in "ccbbaad"[:6]:
        entry = published(make_article(date="2019"))
        Tagging.objects.create(entry=entry, tag=tags[slug])
        EntryRegion.objects.create(entry=entry, region=region)
    Tagging.objects.create(entry=entry, tag=tags["d"])
    reindex()
    return entry


@pytest.mark.parametrize(("least", "is_used"), [(5, True), (6, True), (7, False)])
def test_an_archive_with_so_many_entries_is_counted_in_advance(
    counted, monkeypatch, least, is_used
):
    monkeypatch.setattr(_tallies, "LEAST_ENTRIES", least)
    assert (find_tallies(SearchFilters()) is not None) is is_used


@pytest.mark.parametrize(("waiting", "is_used"), [(1, True), (2, True), (3, False)])
def test_so_many_entries_may_wait(counted, monkeypatch, waiting, is_used):
    monkeypatch.setattr(_tally_snapshot, "MOST_WAITING_ENTRIES", 2)
    for _n in range(waiting):
        OutboxRow.objects.add([published(make_event()).pk])
    tallies = find_tallies(SearchFilters())
    assert (tallies is not None) is is_used
    if tallies:
        assert tallies.count_by_kind() == {"article": 6, "event": waiting}


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
def test_the_most_frequent_come_first_and_equals_by_name(counted, limit):
    """In whichever order the database gives them."""
    wanted = ["theme/a", "theme/b", "theme/c", "theme/d"]
    tallies = find_tallies(SearchFilters())
    totals = tallies._totals.by_prefix
    for given in (totals["t"], dict(reversed(totals["t"].items()))):
        tallies._totals.by_prefix = {**totals, "t": given}
        tallies._totals._summed.clear()
        assert tallies.list_most_frequent("t:", limit) == wanted[:limit]


def test_a_region_is_counted_by_kind_and_tag(counted):
    tallies = find_region_tallies(SearchFilters())
    found = tallies.count_region("CN", "")
    assert found.by_kind["article"].total == 6
    assert found.tags == {"theme/a": 2, "theme/b": 2, "theme/c": 2, "theme/d": 1}
    of_role = tallies.count_region("CN", "about")
    assert (of_role.by_kind["article"].total, of_role.tags) == (6, {})
    assert tallies.count_region("CN", "shown").by_kind["article"].total == 0


@pytest.mark.parametrize(
    ("query", "entries", "in_regions"),
    [
        ("", True, True),
        ("kind=article", True, True),
        ("region=CN", True, True),
        ("region=CN&role=about", True, True),
        ("tag=theme/a", True, False),
        ("from=2019", True, False),
        ("to=2019", True, False),
        ("undated=1", True, False),
        ("q=word", False, False),
        ("language=en", False, False),
        ("credit=dpa", False, False),
        ("source=-4f7k9q2t", False, False),
    ],
)
def test_the_tallies_say_nothing_of_what_they_do_not_know(
    counted, query, entries, in_regions
):
    filters = parse_filters(QueryDict(query))
    if "source" in query:
        filters = SearchFilters(source=make_choices("4f7k9q2t"))
    assert (find_tallies(filters) is not None) is entries
    assert (find_region_tallies(filters) is not None) is in_regions


CN, NOT_CN = Choice("CN"), Choice("CN", excluded=True)
TAG, NOT_TAG = Choice("theme/a"), Choice("theme/a", excluded=True)


@pytest.mark.parametrize(
    ("regions", "role", "tags", "key"),
    [
        ((), "", (), ALL_ENTRIES),
        ((), "shown", (), ALL_ENTRIES),
        ((CN,), "", (), Choice("r:CN")),
        ((CN,), "shown", (), Choice("shown:CN")),
        ((NOT_CN,), "", (), Choice("r:CN", excluded=True)),
        ((), "", (TAG,), Choice("t:theme/a")),
        ((), "", (NOT_TAG,), Choice("t:theme/a", excluded=True)),
        ((CN,), "", (TAG,), Choice("r:CN t:theme/a")),
        ((CN,), "shown", (TAG,), None),
        ((NOT_CN,), "", (TAG,), None),
        ((CN,), "", (NOT_TAG,), None),
        ((CN, Choice("DE")), "", (), None),
        ((), "", (TAG, Choice("theme/b")), None),
        ((CN, Choice("DE")), "", (TAG,), None),
    ],
)
def test_filters_have_a_tally_key(regions, role, tags, key):
    filters = SearchFilters(regions=regions, role=role, tags=tags)
    assert build_tally_key(filters) == key


@pytest.mark.parametrize(
    ("query", "stop", "plan"),
    [
        ("", 1, QueryPlan.ANY),
        ("tag=theme/a", 1, QueryPlan.COLLECT),
        ("region=CN", 1, QueryPlan.WALK),
        ("region=CN", 5, QueryPlan.WALK),
        ("region=CN", 6, QueryPlan.COLLECT),
        ("region=CN&tag=theme/a", 1, QueryPlan.COLLECT),
        ("tag=theme/a&tag=theme/b", 1, QueryPlan.ANY),
    ],
)
def test_the_plan_is_the_one_that_reads_fewer_rows(counted, query, stop, plan):
    filters = parse_filters(QueryDict(query))
    assert find_tallies(filters).choose_plan(filters, stop) is plan


JANUARY_2019, DECEMBER_2019 = YEAR_ZERO + 2019 * 12, YEAR_ZERO + 2019 * 12 + 11
MARCH_2020 = YEAR_ZERO + 2020 * 12 + 2


@pytest.mark.parametrize(
    ("key", "starts", "ends", "undated", "total", "is_by_year"),
    [
        (
            ALL_ENTRIES,
            {JANUARY_2019: 6, MARCH_2020: 1},
            {DECEMBER_2019: 6, MARCH_2020: 1},
            1,
            8,
            False,
        ),
        (Choice("r:CN"), {JANUARY_2019: 6}, {DECEMBER_2019: 6}, 0, 6, False),
        (
            Choice("r:CN", excluded=True),
            {MARCH_2020: 1},
            {MARCH_2020: 1},
            1,
            2,
            False,
        ),
        (Choice("r:CN t:theme/a"), {JANUARY_2019: 2}, {DECEMBER_2019: 2}, 0, 2, True),
        (Choice("r:DE"), {}, {}, 0, 0, False),
    ],
)
def test_entries_are_counted_by_month(
    counted, key, starts, ends, undated, total, is_by_year
):
    published(make_event(date="2020-03"))
    published(make_event(date=""))
    reindex()
    found = find_tallies(SearchFilters()).count_months(key)
    assert (+found.starts, +found.ends) == (starts, ends)
    assert (found.undated, found.total, found.is_by_year) == (
        undated,
        total,
        is_by_year,
    )


@pytest.mark.parametrize(
    ("query", "total", "plan"),
    [
        ("", 6, QueryPlan.ANY),
        ("region=CN", 6, QueryPlan.WALK),
        ("region=-CN", 0, QueryPlan.ANY),
        ("tag=theme/a", 2, QueryPlan.COLLECT),
        ("tag=theme/a&tag=theme/b", None, QueryPlan.ANY),
        # What the tallies do not know.
        ("region=CN&from=2019", None, QueryPlan.ANY),
        ("region=CN&to=2019", None, QueryPlan.ANY),
        ("region=CN&undated=1", None, QueryPlan.ANY),
        ("region=CN&language=en", None, QueryPlan.ANY),
    ],
)
def test_a_list_of_entries_has_a_total_and_a_plan(counted, query, total, plan):
    filters = parse_filters(QueryDict(query))
    assert plan_entry_list(filters, 1) == (total, plan)
