"""Counts in memory that several processes share."""

import pytest

from archive.web import shared_counts
from archive.web.shared_counts import SharedCounts


def test_each_name_is_counted_for_itself():
    counts = SharedCounts()
    for name in ("a", "b", "a"):
        counts.add(name, 0)
    assert [counts.read(name, 0) for name in ("a", "b", "c")] == [2, 1, 0]


def test_another_period_begins_with_nothing():
    counts = SharedCounts()
    counts.add("a", 7)
    assert counts.read("a", 8) == 0
    counts.add("a", 8)
    assert counts.read("a", 8) == 1


def test_a_count_is_never_too_small_and_seldom_too_large():
    counts = SharedCounts()
    names = [f"reader {number}" for number in range(3_000)]
    for name in names:
        counts.add(name, 0)
    found = [counts.read(name, 0) for name in names]
    assert min(found) == 1
    assert sum(count > 1 for count in found) < 10


@pytest.mark.parametrize("before", [shared_counts.MOST - 1, shared_counts.MOST])
def test_a_count_stops_at_what_a_place_holds(before):
    counts = SharedCounts()
    for place in shared_counts._find_places("a"):
        counts._places[place] = before
    counts.add("a", 0)
    assert counts.read("a", 0) == shared_counts.MOST
