"""Who may try a database server that was silent."""

from __future__ import annotations

import pytest
from django.db.backends.postgresql.base import DatabaseWrapper

from archive.management.serving import silent_server
from archive.management.serving.silent_server import ServerWatch, fail_early


@pytest.fixture
def clock(monkeypatch):
    """The time in seconds, which a test sets."""
    now = [100.0]
    monkeypatch.setattr(silent_server, "monotonic", lambda: now[0])
    return now


def test_anybody_may_ask_a_server_that_answers():
    watch = ServerWatch()
    assert all(watch.may_try() for _n in range(3))
    watch.note_answer()
    assert watch.may_try()


@pytest.mark.parametrize(
    ("seconds", "allowed"), [(0, 0), (0.9, 0), (1, 1), (8.9, 1), (9, 1)]
)
def test_one_at_a_time_tries_a_silent_server_after_a_second(clock, seconds, allowed):
    watch = ServerWatch()
    watch.note_silence()
    clock[0] += seconds
    assert [watch.may_try() for _n in range(3)].count(True) == allowed


@pytest.mark.parametrize(("seconds", "may"), [(0, False), (7.9, False), (8, True)])
def test_a_try_that_said_nothing_keeps_others_waiting_for_eight_seconds(
    clock, seconds, may
):
    watch = ServerWatch()
    watch.note_silence()
    clock[0] += 1
    assert watch.may_try()
    clock[0] += seconds
    assert watch.may_try() is may


def test_the_first_answer_lets_all_ask_again(clock):
    watch = ServerWatch()
    watch.note_silence()
    clock[0] += 1
    assert watch.may_try() and not watch.may_try()
    watch.note_answer()
    assert all(watch.may_try() for _n in range(3))


def test_connections_are_watched_once(monkeypatch):
    connect = DatabaseWrapper.get_new_connection
    monkeypatch.setattr(DatabaseWrapper, "get_new_connection", connect)
    fail_early()
    watched = DatabaseWrapper.get_new_connection
    fail_early()
    assert DatabaseWrapper.get_new_connection is watched
