"""Requests of one client do not keep those of the others waiting."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest

from archive.management.serving import fair_queue
from archive.management.serving.connections import SERVER_THREADS
from archive.management.serving.fair_queue import FairDispatcher, FairQueue


class Channel:
    """A connection with one whole request; `service` waits until it may end."""

    def __init__(self, address, forwarded="", may_end=None, order=None, command="GET"):
        self.addr = (address, 1)
        headers = {"X_FORWARDED_FOR": forwarded}
        self.requests = [SimpleNamespace(headers=headers, command=command)]
        self.may_end, self.order = may_end, order
        self.began, self.ended = threading.Event(), threading.Event()

    def service(self):
        self.began.set()
        if self.order is not None:
            self.order.append(self.addr[0])
        if self.may_end is not None:
            assert self.may_end.wait(60)
        self.ended.set()

    def cancel(self):
        self.ended.set()


def test_turns_go_round_the_readers():
    queue = FairQueue(threading.Condition())
    for address in ("203.0.113.1",) * 3 + ("203.0.113.2", "203.0.113.3"):
        queue.append(Channel(address))
    assert len(queue) == 5
    turns = [queue.popleft()._channel.addr[0][-1] for _n in range(5)]
    assert "".join(turns) == "12311"
    assert not queue
    with pytest.raises(IndexError):
        queue.popleft()


def test_a_reader_has_so_many_threads_and_leaves_the_others(monkeypatch):
    monkeypatch.setattr(fair_queue, "MOST_PARALLEL", 2)
    dispatcher, may_end = FairDispatcher(4), threading.Event()
    greedy = [Channel("203.0.113.1", may_end=may_end) for _n in range(10)]
    try:
        for channel in greedy:
            dispatcher.add_task(channel)
        honest = Channel("203.0.113.2")
        dispatcher.add_task(honest)
        assert honest.ended.wait(60)
        assert sum(channel.began.is_set() for channel in greedy) == 2
    finally:
        may_end.set()
        assert all(channel.ended.wait(60) for channel in greedy)
        dispatcher.shutdown()


def test_circuits_of_tor_take_turns_in_the_threads_of_all_its_readers(
    monkeypatch, settings
):
    settings.TRUSTED_PROXIES = ("127.0.0.1",)
    monkeypatch.setattr(fair_queue, "MOST_PARALLEL", 2)
    monkeypatch.setattr(fair_queue, "MOST_PARALLEL_SHARED", 3)
    queue = FairQueue(threading.Condition())
    for circuit in ("1", "1", "1", "2", "2"):
        queue.append(Channel("127.0.0.1", f"fc00:dead:beef:4dad::{circuit}"))
    turns = [queue.popleft() for _n in range(3)]
    forwarded = [
        turn._channel.requests[0].headers["X_FORWARDED_FOR"][-1] for turn in turns
    ]
    assert forwarded == ["1", "2", "1"]
    assert len(queue) == 2 and not queue
    queue.append(Channel("203.0.113.1"))
    assert queue.popleft()._channel.addr[0] == "203.0.113.1"
    queue.end_turn(turns[0]._lane)
    assert queue.popleft()._lane == turns[1]._lane
    assert not queue


def test_a_request_that_cannot_be_read_has_its_turn():
    queue = FairQueue(threading.Condition())
    broken = Channel("203.0.113.1")
    broken.requests = [SimpleNamespace(headers={})]  # as waitress's parser leaves it
    queue.append(broken)
    assert queue.popleft()._channel is broken


def test_forms_of_a_reader_leave_threads_to_their_pages(monkeypatch):
    monkeypatch.setattr(fair_queue, "MOST_PARALLEL_FORMS", 1)
    queue = FairQueue(threading.Condition())
    for command in ("POST", "POST", "POST", "GET", "GET"):
        queue.append(Channel("203.0.113.1", command=command))
    turns = [queue.popleft() for _n in range(3)]
    commands = [turn._channel.requests[0].command for turn in turns]
    assert commands == ["POST", "GET", "GET"] and not queue and len(queue) == 2
    turns[0].service()
    assert queue and queue.popleft()._channel.requests[0].command == "POST"


@pytest.mark.parametrize("command", ["GET", "POST"])
def test_readers_who_share_an_address_have_more_threads_than_one(command):
    def count(address):
        queue = FairQueue(threading.Condition())
        for _n in range(40):
            queue.append(Channel(address, command=command))
        running = 0
        while queue:
            queue.popleft()
            running += 1
        return running

    assert 0 < count("203.0.113.1") < count("127.0.0.1") < SERVER_THREADS


def test_readers_behind_the_named_proxy_are_told_apart(settings, monkeypatch):
    settings.TRUSTED_PROXIES = frozenset({"10.0.0.1"})
    queue = FairQueue(threading.Condition())
    for reader in ("203.0.113.1", "203.0.113.1", "203.0.113.2"):
        queue.append(Channel("10.0.0.1", reader))
    monkeypatch.setattr(fair_queue, "MOST_PARALLEL", 1)
    queue.popleft()
    second = queue.popleft()
    headers = second._channel.requests[0].headers
    assert headers["X_FORWARDED_FOR"] == "203.0.113.2"
    assert not queue and len(queue) == 1


def test_a_request_that_fails_gives_its_turn_back():
    dispatcher, broken = FairDispatcher(1), Channel("203.0.113.1")
    broken.may_end = SimpleNamespace(wait=lambda _s: 1 / 0)
    after = Channel("203.0.113.1")
    dispatcher.logger = SimpleNamespace(exception=lambda *_a: None)
    dispatcher.add_task(broken)
    dispatcher.add_task(after)
    assert after.ended.wait(60)
    dispatcher.shutdown()
    assert not dispatcher.queue._running
