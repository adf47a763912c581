"""Readers are told apart for an hour, and nothing of them is known."""

import os
from copy import copy

import pytest
from django.test import RequestFactory

from archive.web import reader_buckets
from archive.web.reader_buckets import (
    SHARED,
    HourlyBudget,
    assign_bucket,
    find_network,
    get_bucket,
    is_shared,
)
from archive.web.search.batch_pages import BATCH_BUDGET
from archive.web.shared_counts import SharedCounts

PROXY = "10.0.0.1"


def bucket_of(address, forwarded=None):
    """The bucket of a request from this address."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=address)
    assign_bucket(request)
    return get_bucket()


@pytest.fixture(autouse=True)
def named_proxy(settings):
    """The operator named one proxy."""
    settings.TRUSTED_PROXIES = (PROXY,)
    yield
    reader_buckets._current.set(SHARED)


def test_one_address_is_one_bucket_and_names_no_address():
    first = bucket_of("203.0.113.7")
    assert first == bucket_of("203.0.113.7") != bucket_of("203.0.113.8")
    assert "203" not in first and len(first) == 32


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "", "unix:", "127.8.8.8"])
def test_readers_whom_no_address_tells_apart_share_a_bucket(address):
    assert bucket_of(address) == SHARED


def test_a_network_of_ipv6_is_one_reader():
    assert bucket_of("2001:db8:1:2::1") == bucket_of("2001:db8:1:2:ffff::9")
    assert bucket_of("2001:db8:1:2::1") != bucket_of("2001:db8:1:3::1")
    assert bucket_of("::ffff:203.0.113.7") == bucket_of("203.0.113.7")


def test_a_circuit_of_tor_is_a_reader_of_those_whom_no_address_tells_apart():
    first, second = (
        bucket_of(PROXY, f"fc00:dead:beef:4dad::{circuit}")
        for circuit in ("0:1", "ffff:1")
    )
    assert first == bucket_of(PROXY, "fc00:dead:beef:4dad::1") != second
    assert is_shared(first) and is_shared(second) and is_shared(SHARED)
    assert first != SHARED and "dead:beef" not in first
    others = ("203.0.113.7", "fc00:dead:beef:4dad:1::1", "2001:db8::1")
    assert not any(is_shared(bucket_of(PROXY, other)) for other in others)


def test_a_circuit_of_tor_is_no_place_for_tries_of_passwords():
    assert find_network(PROXY, "fc00:dead:beef:4dad::1") == ""
    assert find_network(PROXY, "fc00:dead:beef:4dae::1")


def test_circuits_of_tor_spend_their_own_budget_and_that_of_all(clock):
    budget, circuits = HourlyBudget(2, shared=5), "fc00:dead:beef:4dad::0:"

    def spend(circuit):
        bucket_of(PROXY, f"{circuits}{circuit}")
        return bool(budget.spend())

    assert [spend(1) for _n in range(3)] == [False, False, True]
    assert [spend(2) for _n in range(3)] == [False, False, True]
    assert [spend(3), spend(3), spend(4)] == [False, True, True]
    bucket_of("127.0.0.1")
    assert budget.spend()
    bucket_of("203.0.113.7")
    assert budget.spend() == 0


def test_only_the_named_proxy_is_believed_and_only_its_own_addition():
    reader = bucket_of("203.0.113.7")
    assert bucket_of(PROXY, "203.0.113.7") == reader
    assert bucket_of(PROXY, "198.51.100.1, 203.0.113.7") == reader
    assert bucket_of("198.51.100.9", "203.0.113.7") != reader
    assert bucket_of(PROXY, "whatever") == bucket_of(PROXY) == SHARED


@pytest.fixture
def clock(monkeypatch):
    """Moves the time on by so many seconds."""
    now = [float(int(reader_buckets.monotonic()))]  # fractions do not add up exactly
    monkeypatch.setattr(reader_buckets, "monotonic", lambda: now[0])

    def move(seconds):
        now[0] += seconds

    return move


def test_after_an_hour_nobody_can_tell_who_it_was(clock):
    before = bucket_of("203.0.113.7")
    clock(3_600)
    assert bucket_of("203.0.113.7") != before


def test_processes_that_count_hours_apart_know_the_same_buckets(clock, monkeypatch):
    parent = reader_buckets._bucket_key
    keys = []
    for hours in ([3_600, 3_600], [7_200]):
        child = copy(parent)
        monkeypatch.setattr(reader_buckets, "_bucket_key", child)
        for seconds in hours:
            clock(seconds)
            bucket_of("203.0.113.7")
        keys.append(bucket_of("203.0.113.7"))
        clock(-7_200)
    assert keys[0] == keys[1]


def test_a_budget_is_of_each_reader(clock):
    budget = HourlyBudget(2, shared=3)
    bucket_of("203.0.113.7")
    assert [budget.spend() > 0 for _n in range(3)] == [False, False, True]
    bucket_of("203.0.113.8")
    assert budget.spend() == 0
    bucket_of("127.0.0.1")
    assert [budget.spend() > 0 for _n in range(4)] == [False, False, False, True]
    clock(3_600)
    assert budget.spend() == 0


def test_a_process_that_was_forked_later_spends_the_same_budget():
    budget = HourlyBudget(2, shared=2)
    bucket_of("203.0.113.7")
    child = os.fork()
    if not child:
        os._exit(budget.spend())
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert [budget.spend() > 0 for _n in range(2)] == [False, True]


def test_a_budget_that_is_used_up_says_when_the_hour_ends(clock, monkeypatch):
    monkeypatch.setattr(reader_buckets, "_bucket_key", reader_buckets._BucketKey())
    budget = HourlyBudget(1, shared=1)
    assert budget.spend() == 0
    for passed, seconds in ((0, 3_600), (600, 3_000), (2_999.5, 1), (0.5, 0)):
        clock(passed)
        assert budget.spend() == seconds


def test_a_reader_sends_five_batches_an_hour_and_unknown_readers_a_hundred(monkeypatch):
    monkeypatch.setattr(BATCH_BUDGET, "_counts", SharedCounts())
    for address, most in (("203.0.113.7", 5), ("127.0.0.1", 100)):
        bucket_of(address)
        assert [bool(BATCH_BUDGET.spend()) for _n in range(most + 1)] == [
            *[False] * most,
            True,
        ]
