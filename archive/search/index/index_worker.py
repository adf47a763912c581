"""The outbox becomes the index; visibility is asked again before writing."""

from __future__ import annotations

from django.db import transaction

from archive.models import Entry, OutboxRow, Tally
from archive.search.engines.protocol import Unreadable

from .documents import documents
from .generations import distrust, live, lock, needs_rebuild
from .live_index import chosen
from .rebuild import reindex
from .rebuild_progress import remember

BATCH = 500


def drain() -> int:
    """Write what waits in the outbox; the number of rows done.

    A row is deleted only after the index has committed it, so a crash repeats work
    and loses none. An index that is missing, old or broken is rebuilt, unless
    another process is at it. Raises `Unwritable` without space or right: the rows
    wait.
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
    try:
        return done + reindex()
    except BlockingIOError:
        return done


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
        remember(asked)
        with transaction.atomic():
            Tally.objects.settle(asked)
            OutboxRow.objects.filter(pk__in=[pk for pk, _id in rows]).delete()
        return len(rows)
