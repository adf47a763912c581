"""What a backup says of itself, in `data/backup.json`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from ._bag import BackupError

FORMAT = 1  # of the files in a backup; a higher one is refused
CONTENTS = "backup.json"
Migrations = list[list[str]]  # app and name of each


@dataclass(frozen=True)
class BackupContents:
    """What a backup holds, and which state of the tables its rows are of."""

    format: int
    archive_version: str
    made_at: str  # ISO 8601, UTC
    database: str  # sqlite or postgresql
    migrations: Migrations
    rows: dict[str, int]  # by the label of the model
    files: int
    damaged_files: dict[str, str] = field(default_factory=dict)  # left out, and why
    loaded: dict[str, str] = field(default_factory=dict)  # what `serve` has loaded

    def to_bytes(self) -> bytes:
        """As JSON, for people too."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode() + b"\n"


def read_contents(folder: Path) -> BackupContents:
    """What a backup says of itself. Raises `BackupError` where its form is newer than
    this version of the archive."""
    path = folder / "data" / CONTENTS
    try:
        contents = json.loads(path.read_text("utf-8"))
        form = int(contents["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"We can't read {path}: {error}") from error
    if form > FORMAT:
        raise BackupError(
            f"This backup has form {form} (version {contents.get('archive_version')}); "
            f"this version of the archive reads forms up to {FORMAT}. Upgrade it first."
        )
    return BackupContents(**contents)


def list_migrations() -> Migrations:
    """App and name of each migration that made the tables as they are."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted([app, name] for app, name in applied)


def check_migrations(contents: BackupContents) -> None:
    """Raise `BackupError` where the backup's tables are not those of this version."""
    here = {tuple(one) for one in list_migrations()}
    there = {tuple(one) for one in contents.migrations}
    if newer := sorted(there - here):
        raise BackupError(
            f"This backup comes from a newer version of the archive, "
            f"{contents.archive_version} (its tables have {'.'.join(newer[0])}). "
            "Upgrade this installation first. Nothing was restored."
        )
    if older := sorted(here - there):
        raise BackupError(
            f"This backup comes from an older version of the archive, "
            f"{contents.archive_version} (its tables lack {'.'.join(older[0])}). "
            "Restore it with that version, then upgrade. Nothing was restored."
        )
