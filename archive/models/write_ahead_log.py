"""Empties SQLite's write-ahead log, in which deleted rows stay until it is written
over."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

PATIENCE_MS = 100  # for pages that read; writers wait meanwhile


def truncate_write_ahead_log(connection: BaseDatabaseWrapper) -> bool:
    """Write the log into the database and cut it to nothing; whether that succeeded.

    It does not while another connection reads or writes: try again later. On
    PostgreSQL, whose log is the server's, it does nothing.
    """
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS:d}")
        try:
            row = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")
    return row is not None and row[0] == 0
