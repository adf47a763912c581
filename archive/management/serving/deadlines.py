"""Deadlines of statements, locks and connections in the process that answers readers.

Commands and the index worker have none: a rebuild may take minutes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator
from time import monotonic
from typing import Any

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg import waiting

from .silent_server import (
    LONG_WAIT_SECONDS,
    SERVER_WATCH,
    Driver,
    watch_connections,
)

STATEMENT_SECONDS = 5.0
LOCK_SECONDS = 4.0
# A transaction of the desk that does nothing, as where its process was stopped.
IDLE_TRANSACTION_SECONDS = 30.0
# A server that is stopped keeps no deadline of its own: we give it a second more.
ANSWER_SECONDS = STATEMENT_SECONDS + 1
POSTGRESQL_DEADLINES = "; ".join(
    f"SET {name} = '{int(seconds * 1000)}ms'"
    for name, seconds in (
        ("statement_timeout", STATEMENT_SECONDS),
        ("lock_timeout", LOCK_SECONDS),
        ("idle_in_transaction_session_timeout", IDLE_TRANSACTION_SECONDS),
    )
)
STEPS_A_CHECK = 50_000  # of SQLite's machine: a few milliseconds
MOST_SECONDS_A_CHECK = 0.1  # beyond them it was our code that took the time


def set_deadlines() -> None:
    """Give each connection that this process opens from now on its deadlines."""
    connection_created.connect(_set_deadlines, dispatch_uid="deadlines")
    watch_connections(_limit_waiting)


def _set_deadlines(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(POSTGRESQL_DEADLINES)
    else:
        _limit_sqlite(connection)


def _limit_waiting(driver: Driver, parameters: dict[str, Any]) -> None:
    """Let nothing wait for this connection's server without an end. The driver's own
    `wait` is a method of its class, so ours stands in front of it."""

    def probe() -> Driver:
        return psycopg.connect(**parameters)

    def wait(gen: Any, interval: float = 0.1) -> Any:
        limited = _limit_wait(gen, driver, probe)
        return waiting.wait(limited, driver.pgconn.socket, interval)

    vars(driver)["wait"] = wait


def _limit_wait(
    gen: Generator[Any, Any, Any],
    driver: Driver,
    probe: Callable[[], Driver],
) -> Generator[Any, Any, Any]:
    """What the driver waits for, until the deadline or until `probe` finds the server
    silent; it asks ten times a second. The connection is closed then, since its server
    may answer at any time."""
    began = monotonic()
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            waited = monotonic() - began
            if not ready and (waited > ANSWER_SECONDS or SERVER_WATCH.is_silent):
                driver.pgconn.finish()
                raise psycopg.OperationalError("the server has not answered in time")
            if not ready and waited > LONG_WAIT_SECONDS:
                SERVER_WATCH.begin_probe(probe)
            wanted = gen.send(ready)
    except StopIteration as end:
        return end.value


def _limit_sqlite(connection: BaseDatabaseWrapper) -> None:
    driver: sqlite3.Connection = connection.connection
    driver.execute(f"PRAGMA busy_timeout = {int(LOCK_SECONDS * 1000)}")
    clock = _StatementClock()
    driver.set_progress_handler(clock.is_over, STEPS_A_CHECK)
    others = [
        wrapper
        for wrapper in connection.execute_wrappers  # they outlive a connection
        if not isinstance(getattr(wrapper, "__self__", None), _StatementClock)
    ]
    connection.execute_wrappers[:] = [clock.begin, *others]


class _StatementClock:
    """Adds up how long SQLite works on one statement, also while rows are fetched."""

    def __init__(self) -> None:
        self._last = self._spent = 0.0

    def begin(
        self, execute: Callable[..., Any], sql: str, *arguments: Any, **more: Any
    ) -> Any:
        """A wrapper around each statement."""
        self._last, self._spent = monotonic(), 0.0
        return execute(sql, *arguments, **more)

    def is_over(self) -> bool:
        """Whether SQLite must stop; it asks after so many steps."""
        now = monotonic()
        self._spent += min(now - self._last, MOST_SECONDS_A_CHECK)
        self._last = now
        return self._spent > STATEMENT_SECONDS
