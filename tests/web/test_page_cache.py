"""Pages are held for a state of the database and a time, within a limit of memory."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from archive.web.page_cache import (
    BYTES_PER_PAGE,
    CachedPage,
    CachePeriod,
    PageCache,
    compress_content,
)

BEGUN = datetime(2026, 11, 24, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PERIOD = CachePeriod("1", BEGUN, BEGUN + MINUTE)
PAGE = CachedPage(b"x" * 600, b"y" * 400, {})
SIZE = BYTES_PER_PAGE + 1_000


def make_cache(*names, most=10 * SIZE):
    cache = PageCache(most)
    for name in names:
        cache.add((name,), PAGE, PERIOD)
    return cache


def list_held(cache, names):
    return [name for name in names if cache.find((name,), "1", BEGUN)]


@pytest.mark.parametrize(
    ("address", "state", "at", "is_found"),
    [
        ("/", "1", BEGUN, True),
        ("/", "1", BEGUN + MINUTE - timedelta(seconds=1), True),
        ("/", "1", BEGUN + MINUTE, False),
        ("/", "1", BEGUN - timedelta(seconds=1), False),
        ("/", "2", BEGUN, False),
        ("/about/", "1", BEGUN, False),
    ],
)
def test_a_page_is_found_in_its_period_alone(address, state, at, is_found):
    cache = make_cache("/")
    assert (cache.get_period(state, at) == PERIOD) is (is_found or address != "/")
    assert (cache.find((address,), state, at) is PAGE) is is_found


def test_an_empty_cache_has_no_period():
    assert PageCache(SIZE).get_period("1", BEGUN) is None
    assert PageCache(SIZE).find(("/",), "1", BEGUN) is None


def test_what_ends_a_period_gives_up_all_its_pages():
    cache = make_cache("a", "b")
    assert cache.find(("a",), "2", BEGUN) is None
    assert list_held(cache, "ab") == []
    cache = make_cache("a", "b")
    cache.add(("c",), PAGE, CachePeriod("2", BEGUN, BEGUN + MINUTE))
    assert cache.find(("c",), "2", BEGUN) is PAGE
    assert cache.find(("a",), "2", BEGUN) is None


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
