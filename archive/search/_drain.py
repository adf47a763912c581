"""The outbox becomes the index; visibility is asked again before writing."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from haystack import connections

from archive.models import Entry, OutboxRow

from ._engines.whoosh import Unreadable, WhooshSearchBackend
from ._indexes import documents

BATCH = 500


def backend() -> WhooshSearchBackend:
    """The engine that the settings name."""
    found: WhooshSearchBackend = connections["default"].get_backend()
    return found


def needs_rebuild() -> bool:
    """Whether the index is missing or of another version."""
    return not backend().is_current()


def reindex(tell: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Rebuild beside the live index and swap; the number of documents.

    `tell` hears (written, expected) after each document. An interruption leaves the
    live index and the outbox as they were.
    """
    engine = backend()
    with engine.lock():
        waiting = list(OutboxRow.objects.due().values_list("pk", flat=True))
        entries = Entry.objects.public().order_by("pk")
        expected = entries.count()
        written = engine.rebuild(documents(entries), lambda n: tell(n, expected))
        with transaction.atomic():
            for start in range(0, len(waiting), BATCH):
                done = waiting[start : start + BATCH]
                OutboxRow.objects.filter(pk__in=done).delete()
    return written


def drain() -> int:
    """Write what waits in the outbox; the number of rows done.

    A row is deleted only after the index has committed it, so a crash repeats work
    and loses none. An index that is missing, old or broken is rebuilt.
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
    engine = backend()
    with engine.lock():
        rows = list(OutboxRow.objects.due()[:BATCH].values_list("pk", "entry_id"))
        if not rows:
            return 0
        asked = {entry_id for _pk, entry_id in rows}
        public = Entry.objects.public().filter(pk__in=asked)
        shown = set(public.values_list("pk", flat=True))
        engine.write(list(documents(public.order_by("pk"))), asked - shown)
        with transaction.atomic():
            OutboxRow.objects.filter(pk__in=[pk for pk, _id in rows]).delete()
        return len(rows)
