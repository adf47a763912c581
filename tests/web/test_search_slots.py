"""However many search at once, the other pages answer."""

import io
import logging
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.shortcuts import render

from archive.management.serving.connections import SERVER_THREADS
from archive.models import Region
from archive.search import reindex, search
from archive.web import reader_buckets, search_slots
from archive.web.search import search_page
from archive.web.search.search_export import (
    MOST_EXPORTS_APART,
    MOST_PARALLEL_EXPORTS,
)
from archive.web.search_slots import SearchSlots, TooManySearches
from tests.factories import make_article, published

SEARCHES = (
    "/search/?q=a",
    "/timeline/?q=a",
    "/tags/?q=a",
    "/regions/?q=a",
    "/articles/?q=a",
    "/feeds/search/?q=a",
    "/search/export.csv",
    "/quotations/?q=a",
)
BROWSING = (
    "/",
    "/regions/",
    "/regions/CN/",
    "/articles/",
    "/tags/",
    "/timeline/",
    "/search/",
    "/search/?kind=article",
    "/feeds/search/",
)


@pytest.fixture
def slots(monkeypatch):
    """One slot; nobody may wait for it."""
    found = SearchSlots(1, 0, 0.0)
    monkeypatch.setattr(search_slots, "SEARCH_SLOTS", found)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("path", SEARCHES)
def test_beyond_the_slots_a_page_says_when_to_come_again(client, slots, path):
    published(make_article(title="A camera"))
    reindex()
    with slots.hold():
        busy = client.get(path, headers={"accept-language": "en"})
        assert client.get("/healthz").status_code == 200
        assert client.get("/about/").status_code == 200
    assert busy.status_code == 503
    assert int(busy.headers["Retry-After"]) > 0
    assert "Reload this page" in busy.content.decode()
    assert client.get(path).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", BROWSING)
def test_without_words_no_page_waits_for_a_slot(client, slots, path):
    Region.objects.create(code="CN", level="country", is_listed=True)
    reindex()
    with slots.hold():
        assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_the_slot_is_given_back_before_the_page_is_rendered(client, slots, monkeypatch):
    reindex()
    is_free = []

    def render_and_look(*args, **kwargs):
        is_free.append(slots.count_free() == 1)
        return render(*args, **kwargs)

    monkeypatch.setattr(search_page, "render", render_and_look)
    assert client.get("/search/?q=a").status_code == 200
    assert is_free == [True]


def test_who_holds_a_slot_does_not_wait_for_another(slots):
    with search_slots.hold_search_slot("a"), search_slots.hold_search_slot("b"):
        pass
    with slots.hold():
        pass


@pytest.mark.django_db(transaction=True)
def test_browsing_goes_on_while_sixteen_searches_queue_behind_two(
    live_server, monkeypatch
):
    Region.objects.create(code="CN", level="country", is_listed=True)
    reindex()
    found = SearchSlots(2, 16, 60.0, most_shared=16)
    monkeypatch.setattr(search_slots, "SEARCH_SLOTS", found)
    running, may_go_on = threading.Semaphore(0), threading.Event()

    def search_slowly(filters, plan):
        running.release()
        assert may_go_on.wait(60)
        return search(filters, plan)

    def get(path):
        request = urllib.request.Request(live_server.url + path)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers

    monkeypatch.setattr(search_page, "search", search_slowly)
    log = log_afresh(monkeypatch)
    with ThreadPoolExecutor(18) as pool:
        try:
            searches = [pool.submit(get, "/search/?q=slow") for _n in range(18)]
            assert running.acquire(timeout=60)
            assert running.acquire(timeout=60)
            wait_until(lambda: found.count_waiting() == 16)
            for path in ("/regions/CN/", "/articles/", "/tags/", "/timeline/"):
                assert get(path)[0] == 200, path
            refused = [get("/search/?q=late") for _n in range(3)]
            assert [status for status, _headers in refused] == [503] * 3
            assert all(int(headers["Retry-After"]) > 0 for _s, headers in refused)
        finally:
            may_go_on.set()
        assert [one.result(60)[0] for one in searches] == [200] * 18
    assert log.getvalue().count("django.request") == 1


def log_afresh(monkeypatch):
    """What the console is told from now on, as if nothing had been refused before."""
    (handler,) = [h for h in logging.getLogger("django").handlers if h.filters]
    (found,) = handler.filters
    monkeypatch.setattr(found, "_next_at", 0.0)
    monkeypatch.setattr(handler, "stream", io.StringIO())
    return handler.stream


def wait_until(is_so):
    """Look until it is so; a minute at most."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_failure_gives_the_slot_back():
    one = SearchSlots(1, 0, 0.0)
    with pytest.raises(ZeroDivisionError), one.hold():
        raise ZeroDivisionError
    with one.hold():
        pass


def test_who_waits_has_a_slot_when_one_is_given_back():
    found, began = SearchSlots(1, 1, 60.0), threading.Event()

    def waits():
        began.set()
        with found.hold():
            return "answered"

    with ThreadPoolExecutor() as pool:
        with found.hold():
            waiting = pool.submit(waits)
            began.wait()
        assert waiting.result(timeout=60) == "answered"


def start_search(pool, slots, bucket, order=None, may_end=None):
    """A search of a reader of this bucket; its end, or the refusal."""
    queued = threading.Event()

    def run():
        reader_buckets._current.set(bucket)
        queued.set()
        with slots.hold():
            if order is not None:
                order.append(bucket)
            if may_end is not None:
                assert may_end.wait(60)

    found = pool.submit(run)
    assert queued.wait(60)
    return found


def test_who_finds_too_many_of_his_own_waiting_is_sent_away_at_once():
    slots, may_end = SearchSlots(1, 16, 60.0), threading.Event()
    with ThreadPoolExecutor(8) as pool:
        try:
            start_search(pool, slots, "a", may_end=may_end)
            wait_until(lambda: slots.count_free() == 0)
            waiting = [start_search(pool, slots, "a") for _n in range(4)]
            wait_until(lambda: slots.count_waiting() == 4)
            with pytest.raises(TooManySearches):
                start_search(pool, slots, "a").result(60)
            honest = start_search(pool, slots, "b")
            wait_until(lambda: slots.count_waiting() == 5)
        finally:
            may_end.set()
        for search_of_one in (*waiting, honest):
            assert search_of_one.result(60) is None
    assert slots.count_free() == 1 and slots.count_waiting() == 0


def test_turns_go_round_the_readers():
    slots, may_end, order = SearchSlots(1, 16, 60.0), threading.Event(), []
    with ThreadPoolExecutor(8) as pool:
        try:
            start_search(pool, slots, "a", may_end=may_end)
            wait_until(lambda: slots.count_free() == 0)
            for number, bucket in enumerate("aaabc", start=1):
                start_search(pool, slots, bucket, order)
                wait_until(lambda number=number: slots.count_waiting() == number)
        finally:
            may_end.set()
    assert order == list("abcaa")


def test_the_bucket_with_the_most_gives_a_place_to_who_has_none():
    slots, may_end = SearchSlots(1, 3, 60.0), threading.Event()
    with ThreadPoolExecutor(8) as pool:
        try:
            start_search(pool, slots, "a", may_end=may_end)
            wait_until(lambda: slots.count_free() == 0)
            greedy = []
            for number in (1, 2, 3):
                greedy.append(start_search(pool, slots, "a"))
                wait_until(lambda number=number: slots.count_waiting() == number)
            honest = start_search(pool, slots, "b")
            with pytest.raises(TooManySearches):
                greedy[-1].result(60)
            more = start_search(pool, slots, "c")
            with pytest.raises(TooManySearches):
                greedy[-2].result(60)
            with pytest.raises(TooManySearches):  # one each: nobody has more to give
                start_search(pool, slots, "d").result(60)
        finally:
            may_end.set()
        for search_of_one in (greedy[0], honest, more):
            assert search_of_one.result(60) is None


def test_circuits_of_tor_share_the_places_of_its_readers():
    slots = SearchSlots(1, 16, 60.0, most_of_bucket=3, most_shared=4)
    may_end = threading.Event()
    with ThreadPoolExecutor(12) as pool:
        try:
            start_search(pool, slots, "a", may_end=may_end)
            wait_until(lambda: slots.count_free() == 0)
            greedy = []
            for number, bucket in enumerate(
                ("shared:1", "shared:1", "shared:1", "shared:2"), start=1
            ):
                greedy.append(start_search(pool, slots, bucket))
                wait_until(lambda number=number: slots.count_waiting() == number)
            honest = start_search(pool, slots, "shared:3")
            with pytest.raises(TooManySearches):
                greedy[2].result(60)
            with pytest.raises(TooManySearches):  # nobody of Tor has more to give
                start_search(pool, slots, "shared:2").result(60)
            other = start_search(pool, slots, "b")
            wait_until(lambda: slots.count_waiting() == 5)
        finally:
            may_end.set()
        for search_of_one in (*greedy[:2], greedy[3], honest, other):
            assert search_of_one.result(60) is None


def test_the_slots_survive_many_readers_at_once():
    slots, inside, most = SearchSlots(2, 16, 60.0), [], []

    def run(number):
        reader_buckets._current.set(str(number % 5))
        try:
            with slots.hold():
                inside.append(number)
                most.append(len(inside))
                inside.remove(number)
        except TooManySearches:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        assert any(pool.map(run, range(2_000)))
    assert max(most) <= 2
    assert slots.count_free() == 2 and slots.count_waiting() == 0


def test_patience_ends():
    found = SearchSlots(1, 5, 0.0)
    with found.hold(), pytest.raises(TooManySearches), found.hold():
        pass


def test_threads_are_left_for_every_other_page():
    assert (
        search_slots.MOST_RUNNING
        + search_slots.MOST_WAITING_SEARCHES
        + MOST_PARALLEL_EXPORTS
        + MOST_EXPORTS_APART
        < SERVER_THREADS - 8
    )
