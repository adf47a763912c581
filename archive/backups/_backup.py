"""Writes a backup while editors go on writing."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Model

from archive import __version__
from archive.models import User
from archive.models.user import OneTimeHasher

from ._backed_up_models import list_backed_up_models
from ._bag import DECLARATION, BackupError, BagWriter, make_private_folder
from ._contents import CONTENTS, FORMAT, BackupContents, list_migrations
from ._media import DamagedMediaError, collect_file_names, copy_media
from ._rows import Row, iterate_rows, write_row

ROWS_A_REPORT = 1_000
NO_PASSWORD = "!"  # Django's mark: nobody logs in with it
READ_ME = """A backup of a Surveillance Archive, in the form BagIt (RFC 8493).

sha256sum -c manifest-sha256.txt   checks every file
data/backup.json                   what is here, and of which version
data/database/NAME.jsonl           a table: a row a line, as JSON, by its columns
data/media/                        imported originals and captures, by SHA-256

Moments are in UTC, as ISO 8601; bytes are in Base64. A column that ends in _id has
the id of a row of another table. python3 manage.py restore FOLDER brings all back.
"""
ReportStep = Callable[[str, int, int], object]  # what, done, of how many (0: unknown)


def write_backup(
    folder: Path,
    loaded: dict[str, str],
    report: ReportStep,
    *,
    replace: bool = False,
    leave_out_damaged: bool = False,
) -> BackupContents:
    """Write a backup to a folder that is missing or empty, or that holds a backup which
    it replaces. It is written beside, then renamed: the folder has all or nothing.

    The rows are of one moment; nobody waits. Raises `BackupError`, and
    `DamagedMediaError` where files that records name are missing or altered.
    """
    folder = folder.absolute()
    beside, former = _name_beside(folder, "unfinished"), _name_beside(folder, "former")
    if former.exists() and not folder.exists():  # it was killed between two renames
        former.rename(folder)
    _check_folder(folder, replace)
    try:
        make_private_folder(folder.parent)
        with _hold_folder(beside):
            contents = _fill_folder(beside, loaded, report, leave_out_damaged)
            shutil.rmtree(former, ignore_errors=True)
            if folder.exists() and any(folder.iterdir()):
                folder.rename(former)
            beside.rename(folder)
            shutil.rmtree(former, ignore_errors=True)
    except OSError as error:
        raise BackupError(
            f"{folder} cannot be written: {error.strerror}. No backup was written."
        ) from error
    return contents


def _name_beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


def _check_folder(folder: Path, replace: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise BackupError(f"{folder} is a file. Name a folder.")
    if not folder.exists() or not any(folder.iterdir()):
        return
    is_backup = (folder / DECLARATION).is_file() and (
        folder / "data" / CONTENTS
    ).is_file()
    if not is_backup:
        raise BackupError(f"{folder} contains other files. Name a new folder.")
    if not replace:
        raise BackupError(
            f"{folder} contains a backup. Name a new "
            "folder, or replace the backup with --replace."
        )


@contextmanager
def _hold_folder(folder: Path) -> Iterator[None]:
    """An empty folder of this process alone, removed if what follows fails. What a
    killed process left there is removed; a lock tells it from a running one."""
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError("Another backup to this folder is running.") from error
        try:
            for path in folder.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            yield
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    finally:
        os.close(handle)


def _fill_folder(
    folder: Path, loaded: dict[str, str], report: ReportStep, leave_out_damaged: bool
) -> BackupContents:
    bag = BagWriter(folder)
    names: dict[str, str] = {}
    rows: dict[str, int] = {}
    with bag.create_file("README.txt") as file:
        file.write(READ_ME.encode())
    with read_one_moment():
        made_at = datetime.now(UTC)
        migrations = list_migrations()
        for model in list_backed_up_models():
            label = model._meta.label
            rows[label] = _write_table(bag, model, names, report)
    damaged = copy_media(bag, names, lambda done, of: report("files", done, of))
    if damaged and not leave_out_damaged:
        raise DamagedMediaError(damaged)
    contents = BackupContents(
        format=FORMAT,
        archive_version=__version__,
        made_at=made_at.isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=migrations,
        rows=rows,
        files=len(names) - len(damaged),
        damaged_files=damaged,
        loaded=loaded,
    )
    with bag.create_file(CONTENTS) as file:
        file.write(contents.to_bytes())
    bag.finish()
    return contents


def _write_table(
    bag: BagWriter, model: type[Model], names: dict[str, str], report: ReportStep
) -> int:
    number, label = 0, model._meta.label
    with bag.create_file(f"database/{label}.jsonl") as file:
        for number, row in enumerate(iterate_rows(model), start=1):
            if model is User:
                _drop_one_time_password(row)
            collect_file_names(model, row, names)
            file.write(write_row(row))
            if number % ROWS_A_REPORT == 0:
                report(label, number, 0)
    report(label, number, number)
    return number


def _drop_one_time_password(row: Row) -> None:
    if row["password"].startswith(f"{OneTimeHasher.algorithm}$"):
        row["password"] = NO_PASSWORD


@contextmanager
def read_one_moment() -> Iterator[None]:
    """A transaction that reads all tables as they are now, and that no writer waits
    for. Not inside another transaction."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        # Django's own transactions take SQLite's write lock; this one takes none.
        cursor.execute("BEGIN DEFERRED")
        try:
            cursor.execute("SELECT COUNT(*) FROM django_migrations").fetchone()
            yield
        finally:
            cursor.execute("ROLLBACK")
