"""Which plan reads fewer rows."""

from __future__ import annotations

import pytest

from archive.entry_queries import QueryPlan, choose_query_plan, slice_entries
from archive.models import Entry
from tests.factories import make_source, published

WALK, COLLECT = QueryPlan.WALK, QueryPlan.COLLECT


@pytest.mark.parametrize(
    ("matching", "tied", "total", "stop", "plan"),
    [
        (10, 10, 100, 1, COLLECT),  # 10 rows either way
        (10, 11, 100, 1, WALK),
        (11, 10, 100, 1, WALK),
        (10, 10, 99, 1, WALK),
        (10, 10, 101, 1, COLLECT),
        (10, 10, 50, 2, COLLECT),
        (10, 10, 49, 2, WALK),
        (0, 10, 100, 1, COLLECT),
    ],
)
def test_the_plan_reads_fewer_rows(matching, tied, total, stop, plan):
    assert choose_query_plan(matching, tied, total, stop) is plan


@pytest.mark.django_db
@pytest.mark.parametrize("ordering", [(), ("title",), ("-title",)])
def test_a_slice_is_in_the_order_of_its_query_or_of_the_model(ordering):
    for title in ("First", "Second", "Third"):
        published(make_source(title=title))
    query = Entry.objects.filter(kind="source")
    if ordering:
        query = query.order_by(*ordering)
    expected = sorted(("First", "Second", "Third"), reverse=ordering != ("title",))
    assert [entry.title for entry in slice_entries(query, 0, 3)] == expected
    assert [entry.title for entry in slice_entries(query, 1, 2)] == expected[1:2]
