"""Before the tables change: refuse a newer database, and keep a copy of this one."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg.conninfo import make_conninfo

MOST_COPIES = 3
OWN_APP = "archive"
ADVICE = {
    "sqlite": "Free some space",
    "postgresql": "Install a pg_dump that is not older than the server",
}
# What of a connection's parameters pg_dump needs, but for the password.
LIBPQ_NAMES = ("dbname", "user", "host", "port", "sslmode", "sslrootcert")


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
    """A copy of a database that has entries, in `var/`: of SQLite a file, of
    PostgreSQL what `pg_dump` writes; None where there is nothing to copy. The newest
    three are kept.

    Raises `CommandError` where the copy cannot be written. Takes as much space as the
    database has; editors may go on writing.
    """
    if not has_entries():
        return None
    folder = Path(settings.UPGRADE_COPIES)
    moment = f"{datetime.now(UTC):%Y-%m-%dT%H%M%S.%fZ}"
    suffix = "sqlite3" if connection.vendor == "sqlite" else "dump"
    path = folder / f"{moment}.{suffix}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        if connection.vendor == "sqlite":
            _copy_sqlite(path)
        else:
            _dump_postgresql(path)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise CommandError(
            f"We can't write a copy of the database to {folder}: {error}. Nothing was "
            f"changed. {ADVICE[connection.vendor]}, or, if you have a backup, run: "
            "python3 manage.py migrate --without-copy"
        ) from error
    for older in sorted(folder.glob(f"*.{suffix}"))[:-MOST_COPIES]:
        older.unlink(missing_ok=True)
    return path


def _copy_sqlite(path: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)


def _dump_postgresql(path: Path) -> None:
    """Raises `OSError` where `pg_dump` is missing or fails."""
    parameters = connection.get_connection_params()
    given = {name: parameters[name] for name in LIBPQ_NAMES if name in parameters}
    with NamedTemporaryFile("w", dir=path.parent, prefix=".pass-") as file:
        # Not an argument of the command, which others on the machine can see.
        password = re.sub(r"([\\:])", r"\\\1", str(parameters.get("password", "")))
        file.write(f"*:*:*:*:{password}\n")
        file.flush()
        address = make_conninfo(**given, passfile=file.name)
        command = ["pg_dump", "--format=custom", "--no-owner", f"--file={path}"]
        try:
            subprocess.run(
                [*command, f"--dbname={address}"],
                check=True,
                capture_output=True,
                text=True,
            )
        except subprocess.CalledProcessError as error:
            lines = error.stderr.strip().splitlines()
            raise OSError(lines[-1] if lines else "pg_dump failed") from error


def has_entries() -> bool:
    """Whether the database has entries; its tables may be of an older version."""
    with connection.cursor() as cursor:
        if "archive_entry" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT 1 FROM archive_entry LIMIT 1")
        return cursor.fetchone() is not None
