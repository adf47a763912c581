"""Brings a backup back, as a whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from archive.models import Entry, User
from archive.models.staff.append_only import (
    create_append_only_triggers,
    drop_append_only_triggers,
)

from ._backed_up_models import list_all_models, list_backed_up_models
from ._backup import ReportStep
from ._bag import BackupError, check_bag
from ._contents import BackupContents, check_migrations, read_contents
from ._media import put_back_media
from ._rows import Row, insert_rows


def count_replaced_rows() -> tuple[int, int]:
    """Entries, and accounts that can log in, which a restore would replace."""
    accounts = User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return Entry.objects.count(), accounts.count()


def restore_backup(
    folder: Path, report: ReportStep, *, replace: bool = False
) -> BackupContents:
    """Replace database and media by a backup's, in one transaction, after every hash
    was compared. The index is left to `reindex`.

    Raises `BackupError`; then database and media are as they were.
    """
    hashes = check_bag(folder, lambda done, of: report("files compared", done, of))
    contents = read_contents(folder)
    check_migrations(contents)
    entries, accounts = count_replaced_rows()
    if (entries or accounts) and not replace:
        raise BackupError(
            f"This archive has {entries} entries and {accounts} accounts. A restore "
            "replaces all of them; to confirm, use --replace. Nothing was restored."
        )
    try:
        with put_back_media(folder, hashes), transaction.atomic():
            _replace_rows(folder, hashes, contents, report)
    except DatabaseError as error:
        raise BackupError(
            f"The database refused the backup: {error}. Nothing was restored."
        ) from error
    except OSError as error:
        raise BackupError(
            f"{error.filename}: {error.strerror}. Nothing was restored."
        ) from error
    ContentType.objects.clear_cache()
    return contents


def _replace_rows(
    folder: Path, hashes: dict[str, str], contents: BackupContents, report: ReportStep
) -> None:
    models = list_all_models()
    drop_append_only_triggers(connection.alias)
    with connection.cursor() as cursor:
        for model in models:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")
    for model in list_backed_up_models():
        label = model._meta.label
        name = f"data/database/{label}.jsonl"
        if name not in hashes:
            raise BackupError(f"{name} is not in the backup. Nothing was restored.")
        number = insert_rows(model, _read_table(folder / name, hashes[name]))
        if number != contents.rows.get(label):
            raise BackupError(f"{name}: another number of rows. Nothing was restored.")
        report(label, number, number)
    create_append_only_triggers(connection.alias)
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _read_table(path: Path, digest: str) -> Iterator[Row]:
    """The rows of a file; raises `BackupError` where it changed since the check."""
    computed = sha256()
    with path.open("rb") as file:
        for line in file:
            computed.update(line)
            yield json.loads(line)
    if computed.hexdigest() != digest:
        raise BackupError(f"{path} was altered meanwhile. Nothing was restored.")
