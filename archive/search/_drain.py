"""The outbox becomes the index; visibility is asked again before writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction

from archive.models import Entry, OutboxRow

from ._engine import chosen
from ._engines.protocol import Unreadable
from ._fields import Document
from ._generations import (
    building,
    discard,
    distrust,
    live,
    lock,
    needs_rebuild,
    new,
    publish,
)
from ._indexes import documents

BATCH = 500


def reindex(tell: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Build another generation beside the live one and publish it; the number of
    documents.

    `tell` hears (written, expected) after each document. An interruption leaves the
    live index and the outbox as they were. Raises `BlockingIOError` where another
    rebuild runs, and `Unwritable`.
    """
    with building(), lock():
        waiting = list(OutboxRow.objects.due().values_list("pk", flat=True))
        entries = Entry.objects.public().order_by("pk")
        counting = _Counting(entries.count(), tell)
        folder = new()
        try:
            chosen().create(folder)
            chosen().write(folder, counting.through(documents(entries)), ())
            publish(folder)
        except BaseException:
            discard(folder)
            raise
        with transaction.atomic():
            for start in range(0, len(waiting), BATCH):
                done = waiting[start : start + BATCH]
                OutboxRow.objects.filter(pk__in=done).delete()
    return counting.written


class _Counting:
    """Tells of each document that goes through."""

    def __init__(self, expected: int, tell: Callable[[int, int], None]) -> None:
        self.written, self._expected, self._tell = 0, expected, tell

    def through(self, found: Iterator[Document]) -> Iterator[Document]:
        for document in found:
            yield document
            self.written += 1
            self._tell(self.written, self._expected)


def drain() -> int:
    """Write what waits in the outbox; the number of rows done.

    A row is deleted only after the index has committed it, so a crash repeats work
    and loses none. An index that is missing, old or broken is rebuilt. Raises
    `Unwritable` without space or right: the rows wait.
    """
    done = 0
    while not needs_rebuild():
        try:
            written = _batch()
        except Unreadable:
            break
        if not written:
            return done
        done += written
    return done + reindex()


def _batch() -> int:
    """Write the oldest rows; their number. Raises `Unreadable` on a broken index."""
    if not OutboxRow.objects.due().exists():
        return 0
    with lock():
        folder = live()
        rows = list(OutboxRow.objects.due()[:BATCH].values_list("pk", "entry_id"))
        asked = {entry_id for _pk, entry_id in rows}
        public = Entry.objects.public().filter(pk__in=asked)
        shown = set(public.values_list("pk", flat=True))
        try:
            chosen().write(folder, documents(public.order_by("pk")), asked - shown)
        except Unreadable:
            distrust(folder)
            raise
        with transaction.atomic():
            OutboxRow.objects.filter(pk__in=[pk for pk, _id in rows]).delete()
        return len(rows)
