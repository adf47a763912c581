"""Tells whether anything that is in the database may have changed."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from threading import Lock

from django.db import DatabaseError, connection


def read_database_state() -> str:
    """A text that changes with every commit of every process; "" where nothing tells.

    Whoever reads the same text twice knows that no row was added, changed or deleted
    between the two, and a text never comes back. Nothing tells within a transaction,
    which may be undone, and in a database in memory. Costs a statement.
    """
    if connection.in_atomic_block:
        return ""
    if connection.vendor == "postgresql":
        return _read_server_state()
    return read_file_state(connection.settings_dict["NAME"])


def _read_server_state() -> str:
    """The transactions that have ended, in any database of the server."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT CAST(pg_current_snapshot() AS text)")
            return str(cursor.fetchone()[0])
    except DatabaseError:  # whoever reads rows says what is wrong
        return ""


def read_file_state(path: Path | str) -> str:
    """The same of a file of SQLite; "" where there is none, or it cannot be read."""
    path = Path(path)
    if not path.is_file():
        return ""
    observer = _observers.setdefault((os.getpid(), path), _FileObserver(path))
    try:
        return observer.read()
    except (sqlite3.Error, OSError):  # who reads rows of it says what is wrong
        return ""


class _FileObserver:
    """A connection of its own to a file of SQLite, which writes nothing: the number
    that SQLite gives it changes with each commit of all other connections."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._opened: list[sqlite3.Connection] = []
        self._file = (0, 0)

    def read(self) -> str:
        """The number, after how often the file was opened: a restored one is new."""
        found = self._path.stat()
        with self._lock:
            if self._file != (found.st_dev, found.st_ino):
                self._file = (found.st_dev, found.st_ino)
                self._opened.append(self._open())
            row = self._opened[-1].execute("PRAGMA data_version").fetchone()
        return f"{len(self._opened)}.{row[0]}"

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(
            self._path, timeout=1, isolation_level=None, check_same_thread=False
        )


# By process and path. What a parent opened stays open in a process that was forked and
# is not used there: to close it would end the parent's locks of the file.
_observers: dict[tuple[int, Path], _FileObserver] = {}
