"""Pages are held for a state of the database and a time, within a limit of memory."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from archive.models.held_values import DatabasePeriod
from archive.web import page_cache
from archive.web.page_cache import (
    BYTES_PER_PAGE,
    LONGEST_PERIOD,
    CachedPage,
    PageCache,
    compress_content,
    find_database_period,
)
from tests.factories import make_article, published

BEGUN = datetime(2026, 11, 24, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PERIOD = DatabasePeriod("1", BEGUN, BEGUN + MINUTE)
ANOTHER = DatabasePeriod("2", BEGUN, BEGUN + MINUTE)
PAGE = CachedPage(b"x" * 600, b"y" * 400, {})
SIZE = BYTES_PER_PAGE + 1_000


def make_cache(*names, most=10 * SIZE):
    cache = PageCache(most)
    for name in names:
        cache.add((name,), PAGE, PERIOD)
    return cache


def list_held(cache, names):
    return [name for name in names if cache.find((name,), PERIOD)]


@pytest.mark.parametrize(
    ("address", "period", "is_found"),
    [("/", PERIOD, True), ("/", ANOTHER, False), ("/about/", PERIOD, False)],
)
def test_a_page_is_found_in_its_period_alone(address, period, is_found):
    assert (make_cache("/").find((address,), period) is PAGE) is is_found


def test_another_period_gives_up_all_pages():
    cache = make_cache("a", "b")
    assert cache.find(("a",), ANOTHER) is None
    assert list_held(cache, "ab") == []
    cache = make_cache("a", "b")
    cache.add(("c",), PAGE, ANOTHER)
    assert cache.find(("c",), ANOTHER) is PAGE
    assert cache.find(("a",), ANOTHER) is None


@pytest.mark.parametrize(
    ("most", "held"),
    [(3 * SIZE, "abc"), (3 * SIZE - 1, "bc"), (SIZE, "c"), (SIZE - 1, "")],
)
def test_the_pages_asked_for_longest_ago_give_way(most, held):
    assert list_held(make_cache("a", "b", "c", most=most), "abc") == list(held)


def test_a_page_that_was_asked_for_stays_before_others():
    cache = make_cache("a", "b", most=2 * SIZE)
    assert list_held(cache, "a") == ["a"]
    cache.add(("c",), PAGE, PERIOD)
    assert list_held(cache, "abc") == ["a", "c"]


def test_a_page_that_is_held_again_counts_once():
    cache = make_cache("a", "a", "a", "b", most=2 * SIZE)
    assert list_held(cache, "ab") == ["a", "b"]


def test_compressed_content_is_the_same_each_time():
    assert compress_content(b"page") == compress_content(b"page") != b"page"


@pytest.fixture
def states(monkeypatch):
    """The states that the database says to be in, one each time."""
    found = []
    monkeypatch.setattr(page_cache, "read_database_state", lambda: found.pop(0))
    monkeypatch.setattr(page_cache, "_latest", {})
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("begins", "embargo", "ends"),
    [
        (BEGUN, None, BEGUN + LONGEST_PERIOD),
        (BEGUN, BEGUN + MINUTE, BEGUN + MINUTE),
        (BEGUN, BEGUN + 9 * MINUTE, BEGUN + LONGEST_PERIOD),
        (BEGUN, BEGUN - MINUTE, BEGUN + LONGEST_PERIOD),
        (BEGUN - MINUTE, None, BEGUN),  # a day of the archive's time zone ends
    ],
)
def test_a_period_ends_with_the_clock(states, settings, begins, embargo, ends):
    settings.TIME_ZONE = "UTC"
    published(make_article(embargo_until=embargo))
    states.append("1")
    period = find_database_period(begins)
    assert (period.since, period.until) == (begins, ends)


@pytest.mark.django_db
def test_a_period_is_one_object_until_the_state_or_the_time_ends_it(states):
    states += ["1", "1", "2", "2", "1"]
    first, again = find_database_period(BEGUN), find_database_period(BEGUN + MINUTE)
    assert again is first
    second = find_database_period(BEGUN + MINUTE)
    assert second != first
    third = find_database_period(BEGUN + MINUTE + LONGEST_PERIOD)
    assert third != second
    assert find_database_period(BEGUN + MINUTE + LONGEST_PERIOD) != first


def test_where_nothing_tells_of_changes_there_is_no_period(states):
    states.append("")
    assert find_database_period(BEGUN) is None
