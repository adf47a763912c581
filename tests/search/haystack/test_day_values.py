"""Dates and moments become numbers, both ends of their days included."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from archive.search.haystack.day_values import read_days, read_moments
from archive.search.haystack.errors import UnsupportedSearchError
from archive.search.haystack.searchable_fields import choose_bounds

DAY = date(2019, 2, 20).toordinal()
MICROSECONDS = 86_400_000_000
MIDNIGHT = (date(2019, 2, 20) - date(1970, 1, 1)).days * MICROSECONDS


@pytest.mark.parametrize(
    ("value", "days"),
    [
        (date(2019, 2, 20), (DAY, DAY)),
        (datetime(2019, 2, 20, 23, 59, tzinfo=UTC), (DAY, DAY)),
        (" 2019-02-20 ", (DAY, DAY)),
        ("2019-02-20T10:00:00", (DAY, DAY)),
        ("2019-02", (date(2019, 2, 1).toordinal(), date(2019, 2, 28).toordinal())),
        ("2019", (date(2019, 1, 1).toordinal(), date(2019, 12, 31).toordinal())),
    ],
)
def test_a_date_is_its_first_and_last_day(value, days):
    assert read_days(value) == days


@pytest.mark.parametrize(
    ("value", "moments"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), (0, 0)),
        (datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC), (1, 1)),
        (datetime(1970, 1, 1), (0, 0)),  # without a zone: UTC
        (datetime(1970, 1, 1, 1, tzinfo=timezone(timedelta(hours=1))), (0, 0)),
        ("1970-01-01T00:00:01", (1_000_000, 1_000_000)),
        ("1970-01-01T02:00:00+02:00", (0, 0)),
        (date(2019, 2, 20), (MIDNIGHT, MIDNIGHT + MICROSECONDS - 1)),
        ("2019-02-20", (MIDNIGHT, MIDNIGHT + MICROSECONDS - 1)),
    ],
)
def test_a_moment_is_exact_and_a_day_has_all_of_its_moments(value, moments):
    assert read_moments(value) == moments


@pytest.mark.parametrize("value", ["yesterday", "", None, "2019-13"])
def test_what_is_no_date_says_so(value):
    for read in (read_days, read_moments):
        with pytest.raises(UnsupportedSearchError, match="write a date"):
            read(value)


@pytest.mark.parametrize("value", ["-0001", "9999"])
def test_moments_are_of_the_years_that_python_counts(value):
    with pytest.raises(UnsupportedSearchError, match="use the field `date`"):
        read_moments(value)


@pytest.mark.parametrize(
    ("lookup", "value", "bounds"),
    [
        ("exact", 5, (5, 7)),
        ("content", 5, (5, 7)),
        ("gt", 5, (8, None)),
        ("gte", 5, (5, None)),
        ("lt", 5, (None, 4)),
        ("lte", 5, (None, 7)),
        ("range", (5, 9), (5, 11)),
    ],
)
def test_a_lookup_lets_through_what_lies_between_its_bounds(lookup, value, bounds):
    assert choose_bounds(lookup, value, lambda one: (one, one + 2)) == bounds


@pytest.mark.parametrize("value", [(1,), (1, 2, 3), 1, "ab", ()])
def test_a_range_has_two_ends(value):
    with pytest.raises(UnsupportedSearchError, match="two ends"):
        choose_bounds("range", value, lambda one: (one, one))
