"""Values are held through a period of the database, within a limit, and no longer."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

from archive.models.held_values import DatabasePeriod, HeldValues, use_period

BEGUN = datetime(2026, 11, 27, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def make_period(state="1", number=1):
    return DatabasePeriod(state, BEGUN, BEGUN + MINUTE, os.getpid(), number)


class Loader:
    """Makes a value of each key but "none", and notes which it was asked for."""

    def __init__(self):
        self.asked = []

    def __call__(self, keys):
        self.asked.append(keys)
        return {key: key.upper() for key in keys if key != "none"}


@pytest.fixture
def load():
    return Loader()


@pytest.mark.parametrize(
    ("state", "at", "is_own", "holds"),
    [
        ("1", BEGUN, True, True),
        ("1", BEGUN + MINUTE - timedelta(microseconds=1), True, True),
        ("1", BEGUN + MINUTE, True, False),
        ("1", BEGUN - timedelta(microseconds=1), True, False),
        ("2", BEGUN, True, False),
        ("1", BEGUN, False, False),  # a state is a process's own
    ],
)
def test_a_period_holds_for_a_state_a_time_and_a_process(state, at, is_own, holds):
    process = os.getpid() if is_own else os.getpid() + 1
    period = DatabasePeriod("1", BEGUN, BEGUN + MINUTE, process)
    assert period.holds(state, at) is holds


def test_outside_of_a_period_nothing_is_held(load):
    held = HeldValues(most=9)
    for _time in range(2):
        assert held.look_up("ab", load) == {"a": "A", "b": "B"}
    with use_period(None):
        assert held.look_up("a", load) == {"a": "A"}
    assert load.asked == [["a", "b"], ["a", "b"], ["a"]]


def test_within_a_period_only_what_is_missing_is_loaded(load):
    held = HeldValues(most=9)
    with use_period(make_period()):
        held.look_up("ab", load)
        assert list(held.look_up("cba", load).items()) == [
            ("c", "C"),
            ("b", "B"),
            ("a", "A"),
        ]
    assert load.asked == [["a", "b"], ["c"]]


def test_what_has_no_value_is_not_held(load):
    held = HeldValues(most=9)
    with use_period(make_period()):
        assert held.look_up(["none", "a", "none"], load) == {"a": "A"}
        assert held.look_up(["none"], load) == {}
    assert load.asked == [["none", "a"], ["none"]]


def test_a_value_that_is_false_is_held():
    held, made = HeldValues(most=9), []
    with use_period(make_period()):
        for _time in range(2):
            assert held.make("a", lambda: made.append(1) or frozenset()) == frozenset()
    assert made == [1]


def test_another_period_begins_with_nothing(load):
    held = HeldValues(most=9)
    for state in ("1", "2", "1"):
        with use_period(make_period(state)):
            held.look_up("a", load)
    assert load.asked == [["a"], ["a"], ["a"]]


def test_a_request_that_began_before_a_commit_puts_nothing_back():
    held = HeldValues(most=9)
    before, after = make_period("1", 1), make_period("2", 2)
    with use_period(after):
        assert held.make("a", lambda: "new") == "new"
    with use_period(before):
        assert held.make("a", lambda: "old") == "old"
    with use_period(after):
        assert held.make("a", lambda: "newer") == "new"


def test_the_values_asked_for_longest_ago_give_way(load):
    held = HeldValues(most=2)
    with use_period(make_period()):
        held.look_up("ab", load)
        held.look_up("a", load)
        held.look_up("c", load)
        held.look_up("ac", load)
        held.look_up("b", load)
    assert load.asked == [["a", "b"], ["c"], ["b"]]
