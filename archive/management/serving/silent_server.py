"""Spares readers the wait for a PostgreSQL that keeps silent: stopped, or unplugged.

Each request would wait for its deadline, and those behind it for theirs too: 48 readers
waited up to 18 s. So once the server was silent, one connection at a time tries it, and
all others fail at once until one gets an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock
from time import monotonic
from typing import Any

import psycopg
from django.db.backends.postgresql.base import DatabaseWrapper

TRY_INTERVAL = 1.0  # seconds between two tries of a silent server
TRY_SECONDS = 8.0  # after which a try that said nothing does not keep others waiting


class ServerWatch:
    """Whether the server kept silent, and who may try it next. Several threads may use
    it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._is_silent = False
        self._next_try = 0.0

    def may_try(self) -> bool:
        """Whether the caller may connect; where the server was silent, nobody else may
        until `note_answer`, `note_silence`, or eight seconds from now."""
        with self._lock:
            if not self._is_silent:
                return True
            now = monotonic()
            if now < self._next_try:
                return False
            self._next_try = now + TRY_SECONDS
            return True

    def note_silence(self) -> None:
        """The server did not answer before a deadline."""
        with self._lock:
            self._is_silent = True
            self._next_try = monotonic() + TRY_INTERVAL

    def note_answer(self) -> None:
        """The server said something, even if it was a refusal."""
        with self._lock:
            self._is_silent = False


SERVER_WATCH = ServerWatch()


def fail_early() -> None:
    """From now on, connections of this process to a silent server fail at once."""
    connect: Callable[..., Any] = DatabaseWrapper.get_new_connection
    if not hasattr(connect, "__wrapped__"):
        setattr(DatabaseWrapper, connect.__name__, watch_connecting(connect))


def watch_connecting(connect: Callable[..., Any]) -> Callable[..., Any]:
    """`connect`, but it raises at once while another connection tries a silent
    server."""

    @wraps(connect)
    def get_new_connection(self: DatabaseWrapper, parameters: dict[str, Any]) -> Any:
        if not SERVER_WATCH.may_try():
            raise psycopg.errors.ConnectionTimeout("the server was silent a moment ago")
        try:
            connection = connect(self, parameters)
        except psycopg.errors.ConnectionTimeout:
            SERVER_WATCH.note_silence()
            raise
        except psycopg.Error:
            SERVER_WATCH.note_answer()
            raise
        SERVER_WATCH.note_answer()
        return connection

    return get_new_connection
