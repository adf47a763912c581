"""However many search at once, the other pages answer."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from archive.management.server import SERVER_THREADS
from archive.search import reindex
from archive.web import search_slots
from archive.web.search.search_export import MOST_PARALLEL_EXPORTS
from archive.web.search_slots import SearchSlots, TooManySearches
from tests.factories import make_article, published

SEARCHES = ("/search/?q=a", "/timeline/?q=a", "/tags/", "/regions/", "/articles/",
            "/feeds/search/?q=a", "/search/export.csv", "/quotations/?q=a")  # fmt: skip


@pytest.fixture
def taken(monkeypatch):
    """One turn, which somebody has; nobody may wait."""
    found = SearchSlots(1, 0, 0.0)
    monkeypatch.setattr(search_slots, "SEARCH_SLOTS", found)
    return found.taken


@pytest.mark.django_db
@pytest.mark.parametrize("path", SEARCHES)
def test_beyond_the_turns_a_page_says_when_to_come_again(client, taken, path):
    published(make_article(title="A camera"))
    reindex()
    with taken():
        busy = client.get(path, headers={"accept-language": "en"})
        assert client.get("/healthz").status_code == 200
        assert client.get("/about/").status_code == 200
    assert busy.status_code == 503
    assert int(busy.headers["Retry-After"]) > 0
    assert "Load this page again" in busy.content.decode()
    assert client.get(path).status_code == 200


def test_a_failure_gives_the_turn_back():
    one = SearchSlots(1, 0, 0.0)
    with pytest.raises(ZeroDivisionError), one.taken():
        raise ZeroDivisionError
    with one.taken():
        pass


def test_who_waits_has_a_turn_when_one_is_given_back():
    found, began = SearchSlots(1, 1, 60.0), threading.Event()

    def waits():
        began.set()
        with found.taken():
            return "answered"

    with ThreadPoolExecutor() as pool:
        with found.taken():
            waiting = pool.submit(waits)
            began.wait()
        assert waiting.result(timeout=60) == "answered"


def test_who_finds_too_many_waiting_is_sent_away_at_once():
    found = SearchSlots(1, 1, 60.0)
    with found.taken(), found._inside, pytest.raises(TooManySearches), found.taken():
        pass


def test_patience_ends():
    found = SearchSlots(1, 5, 0.0)
    with found.taken(), pytest.raises(TooManySearches), found.taken():
        pass


def test_threads_are_left_for_every_other_page():
    assert (
        search_slots.MOST_RUNNING
        + search_slots.MOST_WAITING_SEARCHES
        + MOST_PARALLEL_EXPORTS
        < SERVER_THREADS - 8
    )
