"""Files in the folder of media: which records name them, and removing those of nobody.

A file is named by its SHA-256, so that two records may share it. Whoever stores files
holds a shared lock until their records are committed; whoever removes some holds it
alone, and asks all records first.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from archive.models import Article, Capture, Intake

ORIGINALS_FOLDER = "originals"
DAYS_FOR_NOBODY = 30  # after which a file that no record names is removed
NAMES_PER_QUERY = 500


def originals_folder() -> Path:
    """The folder of originals, created for its owner only if it is missing."""
    path = Path(settings.MEDIA_ROOT) / ORIGINALS_FOLDER
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


@contextmanager
def keep_stored_files() -> Iterator[None]:
    """While it lasts, nobody removes a file; many may hold it at once. Store files and
    commit their records inside. Waits for a removal to end."""
    with _hold_folder(fcntl.LOCK_SH):
        yield


def delete_unnamed_files(names: Iterable[str]) -> list[str]:
    """Delete those of these files that no record names, and return their names.

    Call after the transaction, and not while holding `keep_stored_files`; waits until
    others who store files are done. Raises `DatabaseError` where records cannot be
    asked, and then deletes nothing.
    """
    with _hold_folder(fcntl.LOCK_EX):
        unnamed = sorted(set(names) - select_named_files(names))
        for name in unnamed:
            (Path(settings.MEDIA_ROOT) / name).unlink(missing_ok=True)
    return unnamed


def select_named_files(names: Iterable[str]) -> set[str]:
    """Those of these files that a record names. A query or two for 500 names."""
    asked, named = sorted(set(names)), set()
    for begin in range(0, len(asked), NAMES_PER_QUERY):
        some = asked[begin : begin + NAMES_PER_QUERY]
        originals = Article.objects.filter(original_file__in=some)
        named |= set(originals.values_list("original_file", flat=True))
        captures = Capture.objects.filter(file__in=some)
        named |= set(captures.values_list("file", flat=True))
        intakes = Intake.objects.filter(original_file__in=some)
        named |= set(intakes.values_list("original_file", flat=True))
    return named


def list_files_of_nobody(since: datetime | None = None) -> list[str]:
    """Files that no record names and that were written before `since`, or by default 30
    days ago: what imports and captures left that were killed. Reads the folder."""
    before = since or timezone.now() - timedelta(days=DAYS_FOR_NOBODY)
    old = [
        f"{ORIGINALS_FOLDER}/{path.name}"
        for path in originals_folder().iterdir()
        if path.is_file() and path.stat().st_mtime < before.timestamp()
    ]
    return sorted(set(old) - select_named_files(old))


@contextmanager
def _hold_folder(how: int) -> Iterator[None]:
    handle = os.open(originals_folder(), os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)
