"""The empty database, migrated once for all workers, runs and processes."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

# What decides how an empty database looks: steps, tables, rights, and apps of others.
TEMPLATE = "archive_migrated"  # on PostgreSQL
DECIDING = ("archive/migrations/*.py", "archive/models/**/*.py", "archive/settings.py")


def compute_key(base: Path) -> str:
    """A digest of everything that the empty database depends on."""
    digest = sha256(f"{version('django')} {sqlite3.sqlite_version}".encode())
    digest.update((base / "pyproject.toml").read_bytes())
    for path in sorted(p for pattern in DECIDING for p in base.glob(pattern)):
        digest.update(f"{path.relative_to(base)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:20]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One worker at a time: the first migrates, the others wait for it."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def keep_copy(path: Path) -> None:
    """Write the database as it is to a file, whole or not at all."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    copy = sqlite3.connect(part)
    connection.connection.backup(copy)
    copy.close()
    part.rename(path)


def take_copy(path: Path) -> None:
    """Make the test database from the file, as `create_test_db` would from steps."""
    name = connection.creation._get_test_db_name()
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    kept = sqlite3.connect(path)
    kept.backup(connection.connection)
    kept.close()


def migrate_file(path: Path) -> None:
    """Make the file as an operator does, where no test made it yet."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "ARCHIVE_DATABASE_URL": f"sqlite:///{part}"},
        check=True,
    )
    part.rename(path)


@pytest.fixture(scope="session")
def copy_migrated(request) -> Callable[[Path], None]:
    """`copy_migrated(path)` puts an empty database of SQLite there, for a process that
    would else take six seconds to migrate one."""
    folder = request.config.cache.mkdir("migrated")
    kept = folder / f"{compute_key(settings.BASE_DIR)}.sqlite3"

    def copy(path: Path) -> None:
        with locked(folder / "sqlite-lock"):
            if not kept.exists():
                migrate_file(kept)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, path)

    return copy


def create_from_template(migrate: Callable[[], object]) -> str:
    """Make this worker's database of a server of our own: the first worker migrates and
    keeps a copy there, the others copy that."""
    creation = connection.creation
    name = creation._get_test_db_name()
    with creation._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE])
        is_there = cursor.fetchone() is not None
        if is_there:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
    if not is_there:
        migrate()
    connection.close()  # no copy of a database while somebody is in it
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
    if not is_there:
        with creation._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{TEMPLATE}" TEMPLATE "{name}"')
    return name


def create_from_file(path: Path, migrate: Callable[[], object]) -> str:
    """Make this worker's database of SQLite: the first one of this state of the code is
    migrated and kept, all others, in later runs too, are copies."""
    if path.exists():
        take_copy(path)
    else:
        migrate()
        for older in path.parent.glob("*.sqlite3"):
            older.unlink()
        keep_copy(path)
    return str(connection.settings_dict["NAME"])


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request, django_db_modify_db_settings, django_db_use_migrations
):
    """Before pytest-django makes a database: have it copied where this state of the
    code was migrated already. A server of somebody else's is left as it is."""
    is_sqlite = connection.vendor == "sqlite"
    is_foreign = not is_sqlite and "ARCHIVE_TEST_DATABASE_URL" in os.environ
    if is_foreign or not django_db_use_migrations:
        return
    folder = request.config.cache.mkdir("migrated")
    path = folder / f"{compute_key(settings.BASE_DIR)}.sqlite3"
    creation = connection.creation
    migrate = creation.create_test_db

    def create_test_db(*arguments: Any, **options: Any) -> str:
        anew = partial(migrate, *arguments, **options)
        with locked(folder / f"{connection.vendor}-lock"):
            if is_sqlite:
                return create_from_file(path, anew)
            return create_from_template(anew)

    creation.create_test_db = create_test_db
