"""Locks between machines, kept by the PostgreSQL that they share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep
from typing import Any

import psycopg
from django.db import DatabaseError, connection

from archive.search.engines.protocol import IndexUnwritable

Driver = psycopg.Connection[Any]

# The numbers of locks of this database.
WRITE_LOCK, REBUILD_LOCK = 8_675_312, 8_675_313
PAUSE = 0.2  # seconds between two tries: who writes is done in less
# Seconds until the server asks whether a machine is still there, and between the two
# times that it does: a machine that lost its network holds a lock six seconds longer.
SILENT_SECONDS = 2
_SETTINGS = "; ".join(
    f"SET tcp_keepalives_{name} = {number}"
    for name, number in (
        ("idle", SILENT_SECONDS),
        ("interval", SILENT_SECONDS),
        ("count", 2),
    )
)


@contextmanager
def hold_machine_lock(number: int, waits: bool = True) -> Iterator[None]:
    """Hold a lock that one connection to the database has at a time; nothing is locked
    where the database is a file, which one machine alone has.

    The lock ends with its connection, so that of a killed process is free at once. It
    has a connection of its own: that of the work may be closed and opened meanwhile.
    Costs a connection. Raises `BlockingIOError` at once where another holds it and it
    does not wait, and `IndexUnwritable` where the database does not answer.
    """
    if connection.vendor != "postgresql":
        yield
        return
    try:
        with connection.wrap_database_errors:
            driver: Driver = connection.get_new_connection(
                connection.get_connection_params()
            )
    except DatabaseError as error:
        raise IndexUnwritable("the database does not answer for its locks") from error
    try:
        driver.autocommit = True
        driver.execute(_SETTINGS)
        while not _take_lock(driver, number):
            if not waits:
                raise BlockingIOError("another machine holds the lock")
            sleep(PAUSE)
        yield
    finally:
        driver.close()


def _take_lock(driver: Driver, number: int) -> bool:
    """Whether the lock is this connection's now."""
    asked = driver.execute("SELECT pg_try_advisory_lock(%s)", [number])
    return asked.fetchone() == (True,)
