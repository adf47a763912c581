"""Search pages that are made from held values are those that are made from none."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive import editorial
from archive.models import Entry, OutboxRow, RegionName, TagLabel
from archive.search import process_outbox
from archive.web import page_cache
from tests.across.clock import Clock
from tests.factories import make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on_sqlite("pages made from what was read before"),
]

PATHS = (
    "/search/?q=surveillance",
    "/search/?q=xinjiang",
    "/search/?q=CN-XJ",
    "/search/?q=tag:theme/social-credit",
    "/search/?q=camera&region=CN-XJ&kind=article",
    "/search/?q=police&tag=-theme/social-credit&region=-US",
    "/search/?q=police&tag=theme/social-credit&from=2017",
    "/search/?q=surveilance",
    "/search/?q=nobody-says-this-word",
)
LANGUAGES = ("en", "de", "zh-hans")
_tests = count()
# What differs between two answers to one request.
_EACH_TIME = re.compile(
    rb'nonce="[^"]*"|<!-- *-->\s*|<p class="took">.*?</p>', re.DOTALL
)


@pytest.fixture
def rows_changed(monkeypatch):
    """Whether values are held; SQLite's count of changed rows tells of changes within
    the test's transaction."""
    state = {"is_told": True}
    test = next(_tests)  # whose transaction is undone: its counts come again

    def read_state():
        changes = connection.connection.total_changes
        return f"{test} {changes}" if state["is_told"] else ""

    monkeypatch.setattr(page_cache, "read_database_state", read_state)
    return state


@pytest.fixture
def ask(client, rows_changed):
    """A page as it is with held values, after showing that it is the same without."""

    def ask_both(path, language="en"):
        url = f"{path}&lang={language}"
        first, held = (client.get(url) for _time in range(2))
        rows_changed["is_told"] = False
        fresh = client.get(url)
        rows_changed["is_told"] = True
        pages = [_EACH_TIME.sub(b"", one.content) for one in (first, held, fresh)]
        assert pages[1] == pages[2] == pages[0], url
        return held.content.decode()

    return ask_both


@pytest.mark.parametrize("path", PATHS)
def test_a_page_from_held_values_is_the_same(demonstration, ask, path):
    for language in LANGUAGES:
        ask(path, language)


def test_the_second_search_asks_a_third_of_the_queries(
    demonstration, client, rows_changed
):
    asked = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get("/search/?q=surveillance")
        asked.append(len(captured))
    assert 3 * asked[1] <= asked[0]


def rename_tag(entry):
    TagLabel.objects.filter(
        tag__slug="social-credit", language="en", is_preferred=True
    ).update(label="Points for all")


def rename_region(entry):
    RegionName.objects.filter(
        region__code="CN", language="en", is_preferred=True
    ).update(name="Middle")


def withdraw(entry):
    editorial.withdraw(entry, make_user("dora", "publisher"), "It was wrong.")


def hide_by_embargo(entry):
    entry.embargo_until = timezone.now() + timedelta(days=1)
    entry.save()


def correct(entry):
    Entry.objects.filter(pk=entry.pk).update(title="Another headline")


@pytest.mark.parametrize(
    ("change", "shows"),
    [
        (rename_tag, "Points for all"),
        (rename_region, "Middle"),
        (correct, "Another headline"),
        (withdraw, None),
        (hide_by_embargo, None),
    ],
)
def test_a_change_shows_in_the_next_search(demonstration, ask, change, shows):
    word = demonstration.title.split()[0]
    path = f"/search/?q={word}&region=CN&tag=theme/social-credit"
    title = demonstration.title.split()[-1]
    assert title in ask(path)
    assert not shows or shows not in ask(path)
    change(demonstration)
    page = ask(path)
    assert shows in page if shows else demonstration.id_code not in page


def test_what_waits_for_the_index_is_known_at_once(demonstration, ask):
    path = f"/search/?q={demonstration.title.split()[0]}"
    assert demonstration.id_code in ask(path)
    withdraw(demonstration)
    assert OutboxRow.objects.exists()
    assert demonstration.id_code not in ask(path)
    process_outbox()
    assert demonstration.id_code not in ask(path)


def test_the_end_of_an_embargo_shows_in_the_next_search(
    demonstration, ask, monkeypatch
):
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    path = f"/search/?q={demonstration.title.split()[0]}"
    demonstration.embargo_until = clock.now + timedelta(seconds=90)
    demonstration.save()
    assert demonstration.id_code not in ask(path)
    clock.forward(seconds=91)
    process_outbox()
    assert demonstration.id_code in ask(path)
