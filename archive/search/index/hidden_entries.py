"""Entries that are still in the index but no longer public."""

from __future__ import annotations

from archive.models import Entry, OutboxRow


def find_hidden_ids() -> frozenset[int]:
    """Ids that wait for the index worker and are not public now.

    An entry changes in the same transaction that fills the outbox, so none is missed.
    One query where nothing waits, else two.
    """
    waiting = set(OutboxRow.objects.due().order_by().values_list("entry_id", flat=True))
    if not waiting:
        return frozenset()
    rows = OutboxRow.objects.due().order_by().values("entry_id")
    public = Entry.objects.public().filter(pk__in=rows).order_by()
    return frozenset(waiting.difference(public.values_list("pk", flat=True)))
