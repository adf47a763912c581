"""The outbox becomes the index; visibility is asked again before writing."""

from __future__ import annotations

from django.db import transaction
from haystack import connections

from archive.models import Entry, OutboxRow

from ._engines.whoosh import WhooshSearchBackend
from ._indexes import documents

BATCH = 500


def backend() -> WhooshSearchBackend:
    """The engine that the settings name."""
    found: WhooshSearchBackend = connections["default"].get_backend()
    return found


def needs_rebuild() -> bool:
    """Whether the index is missing or of another version."""
    return not backend().is_current()


def reindex() -> int:
    """Rebuild beside the live index and swap; the number of documents."""
    engine = backend()
    with engine.lock():
        waiting = list(OutboxRow.objects.due().values_list("pk", flat=True))
        written = engine.rebuild(documents(Entry.objects.public().order_by("pk")))
        OutboxRow.objects.filter(pk__in=waiting).delete()
    return written


def drain() -> int:
    """Write what waits in the outbox; the number of rows done.

    A row is deleted only after the index has committed it, so a crash repeats work
    and loses none. A missing index is rebuilt.
    """
    engine, done = backend(), 0
    if needs_rebuild():
        return reindex()
    while True:
        with engine.lock():
            rows = list(OutboxRow.objects.due()[:BATCH].values_list("pk", "entry_id"))
            if not rows:
                return done
            asked = {entry_id for _pk, entry_id in rows}
            public = Entry.objects.public().filter(pk__in=asked)
            shown = set(public.values_list("pk", flat=True))
            engine.write(documents(public.order_by("pk")), asked - shown)
            with transaction.atomic():
                OutboxRow.objects.filter(pk__in=[pk for pk, _id in rows]).delete()
            done += len(rows)
