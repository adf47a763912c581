"""Before the tables change: refuse a newer database, and keep a copy of this one."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

MOST_COPIES = 3
OWN_APP = "archive"


def refuse_newer_database(loader: MigrationLoader) -> None:
    """Raise `CommandError` where a newer version of the archive made the tables."""
    applied = loader.applied_migrations or {}
    unknown = sorted(
        name
        for app, name in applied
        if app == OWN_APP and (app, name) not in loader.disk_migrations
    )
    if unknown:
        raise CommandError(
            "A newer version of the archive made this database (its tables have "
            f"{unknown[-1]}, which this version doesn't know). Nothing was changed. "
            "Start the newer version again, or name another database in "
            "ARCHIVE_DATABASE_URL and restore a backup that this version made."
        )


def copy_database() -> Path | None:
    """A copy of a SQLite database that has entries, beside it in `var/`; None where
    there is nothing to copy. The newest three are kept.

    Raises `CommandError` where the copy cannot be written. Takes as much space as the
    database has; editors may go on writing.
    """
    if connection.vendor != "sqlite" or not has_entries():
        return None
    folder = Path(settings.UPGRADE_COPIES)
    moment = f"{datetime.now(UTC):%Y-%m-%dT%H%M%S.%fZ}"
    path = folder / f"{moment}.sqlite3"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise CommandError(
            f"We can't write a copy of the database to {folder}: {error}. Nothing was "
            "changed. Free some space, or, if you have a backup, run: python3 "
            "manage.py migrate --without-copy"
        ) from error
    for older in sorted(folder.glob("*.sqlite3"))[:-MOST_COPIES]:
        older.unlink(missing_ok=True)
    return path


def has_entries() -> bool:
    """Whether the database has entries; its tables may be of an older version."""
    with connection.cursor() as cursor:
        if "archive_entry" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT 1 FROM archive_entry LIMIT 1")
        return cursor.fetchone() is not None
