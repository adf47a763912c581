"""Spares readers the wait for a PostgreSQL that keeps silent: stopped, or unplugged.

Each request would wait for its deadline, and those behind it for theirs too: 48 readers
waited up to 14 s. A long wait alone proves nothing, for a statement may be slow. So a
connection of its own asks; while the server does not answer even that, every wait ends
and nobody begins another.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock, Thread
from time import monotonic
from typing import Any

import psycopg
from django.db.backends.postgresql.base import DatabaseWrapper

Driver = psycopg.Connection[Any]

LONG_WAIT_SECONDS = 1.0  # for an answer, before we ask whether the server is there
PROBE_SECONDS = 1.5  # in which a server that is there accepts a connection


class ServerWatch:
    """Whether the server keeps silent. Several threads may use it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._probe_began: float | None = None

    @property
    def is_silent(self) -> bool:
        """Whether a probe has waited too long for an answer, and still waits."""
        began = self._probe_began
        return began is not None and monotonic() - began > PROBE_SECONDS

    def begin_probe(self, connect: Callable[[], Any]) -> None:
        """Ask the server in a thread, unless one asks already."""
        with self._lock:
            if self._probe_began is not None:
                return
            self._probe_began = monotonic()
        Thread(target=self._probe, args=(connect,), daemon=True).start()

    def _probe(self, connect: Callable[[], Any]) -> None:
        """Connect until the server says something, even if it is a refusal."""
        try:
            while not _has_answer(connect):
                pass
        finally:
            self._probe_began = None


def _has_answer(connect: Callable[[], Any]) -> bool:
    try:
        connect().close()
    except psycopg.errors.ConnectionTimeout:
        return False
    except psycopg.Error:
        return True
    return True


SERVER_WATCH = ServerWatch()
DJANGO_CONNECTS: Callable[..., Any] = DatabaseWrapper.get_new_connection


def watch_connections(limit: Callable[[Driver, dict[str, Any]], None]) -> None:
    """From now on, connections of this process to a silent server fail at once, and
    `limit` gets each new one, with its parameters, before its first statement."""

    @wraps(DJANGO_CONNECTS)
    def get_new_connection(self: DatabaseWrapper, parameters: dict[str, Any]) -> Driver:
        if SERVER_WATCH.is_silent:
            raise psycopg.errors.ConnectionTimeout("the server was silent a moment ago")
        try:
            driver: Driver = DJANGO_CONNECTS(self, parameters)
        except psycopg.errors.ConnectionTimeout:
            SERVER_WATCH.begin_probe(lambda: psycopg.connect(**parameters))
            raise
        limit(driver, parameters)
        return driver

    setattr(DatabaseWrapper, DJANGO_CONNECTS.__name__, get_new_connection)
