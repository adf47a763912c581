"""Which plan reads fewer rows."""

from __future__ import annotations

import pytest

from archive.entry_queries import QueryPlan, choose_query_plan

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
