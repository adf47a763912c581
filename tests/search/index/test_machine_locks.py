"""Machines that share an index write it in turn, by a lock of their PostgreSQL."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager

import pytest
from django.db import connections

from archive.search.engines.protocol import IndexUnwritable
from archive.search.index import generations
from archive.search.index.generations import hold_rebuild_lock, hold_write_lock
from archive.search.index.machine_locks import (
    REBUILD_LOCK,
    WRITE_LOCK,
    hold_machine_lock,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on_postgresql]
PATIENCE = 60  # seconds, after which something hangs


@contextmanager
def another_machine(number):
    """A process that holds the lock until it is killed; its id."""
    ready, told = os.pipe()
    connections.close_all()
    process = os.fork()
    if not process:
        try:  # whatever happens, no test of the run goes on in the child
            with hold_machine_lock(number):
                os.write(told, b"held")
                signal.pause()
        finally:
            os._exit(1)
    os.close(told)  # so that a child that ends early is noticed
    try:
        assert os.read(ready, 4) == b"held"
        yield process
    finally:
        kill(process)
        os.close(ready)


def kill(process):
    """Kill -9, unless it is dead."""
    try:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


def is_held(number):
    """Whether another connection holds the lock."""
    try:
        with hold_machine_lock(number, waits=False):
            return False
    except BlockingIOError:
        return True


@pytest.fixture
def shared(monkeypatch):
    """An engine that shares its indexes, of which only that is asked here."""
    monkeypatch.setattr(generations, "find_shared_indexes", lambda: object())


def test_who_does_not_wait_is_told_at_once():
    with another_machine(REBUILD_LOCK):
        assert is_held(REBUILD_LOCK)


def test_another_number_is_another_lock():
    with another_machine(REBUILD_LOCK), hold_machine_lock(WRITE_LOCK, waits=False):
        pass


def test_a_lock_is_free_again_after_its_work():
    for _time in range(2):
        with hold_machine_lock(WRITE_LOCK, waits=False):
            pass


def test_the_lock_of_a_killed_process_is_free_for_who_waits():
    got = threading.Event()

    def wait_for_it():
        with hold_machine_lock(WRITE_LOCK):
            got.set()
        connections.close_all()

    with another_machine(WRITE_LOCK) as process:
        waiting = threading.Thread(target=wait_for_it)
        waiting.start()
        waiting.join(0.5)
        assert not got.is_set()
        kill(process)
        waiting.join(PATIENCE)
    assert got.is_set()


def test_writers_and_rebuilds_of_a_shared_index_hold_the_locks(shared):
    with hold_write_lock():
        assert is_held(WRITE_LOCK)
    with hold_rebuild_lock():
        assert is_held(REBUILD_LOCK)
    with (
        another_machine(REBUILD_LOCK),
        pytest.raises(BlockingIOError),
        hold_rebuild_lock(),
    ):
        pass


def test_a_folder_of_its_own_asks_no_other_machine():
    with another_machine(WRITE_LOCK), hold_write_lock():
        pass


def test_a_database_that_does_not_answer_is_said(monkeypatch):
    found = connections["default"].get_connection_params()
    monkeypatch.setattr(
        connections["default"],
        "get_connection_params",
        lambda: found | {"host": "127.0.0.1", "port": "1", "connect_timeout": 2},
    )
    with pytest.raises(IndexUnwritable), hold_machine_lock(WRITE_LOCK):
        pass
