"""A mark in `var/` while a restore runs: it tells of one that was killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

MARK_NAME = "restore-unfinished"


@contextmanager
def mark_restore(folder: Path) -> Iterator[None]:
    """Hold the mark with the name of the backup's folder. It goes at the end, also
    where the restore was refused and changed nothing; a killed process leaves it."""
    path = _get_mark_path()
    was_killed = path.exists()
    path.write_text(f"{folder.resolve()}\n", "utf-8")
    try:
        yield
    except CommandError:  # nothing was restored by this one
        if not was_killed:
            path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)


def refuse_half_restored() -> None:
    """Raise `CommandError` where a restore was killed, and say how to go on."""
    path = _get_mark_path()
    if not path.exists():
        return
    folder = path.read_text("utf-8").strip()
    raise CommandError(
        f"A restore of {folder} was interrupted: entries, files and index may not fit "
        f"together. Run it again: python3 manage.py restore {folder} --replace. To "
        f"keep what is there instead, delete {path} and run python3 manage.py reindex."
    )


def _get_mark_path() -> Path:
    return Path(settings.VAR) / MARK_NAME
