"""Entries that the index still holds and nobody may see any more."""

from __future__ import annotations

from archive.models import Entry, OutboxRow


def find_hidden_ids() -> frozenset[int]:
    """Ids that wait for the index worker and are not public now; one query where
    nothing waits, else two. An entry's change and its row are of one transaction."""
    waiting = set(OutboxRow.objects.due().order_by().values_list("entry_id", flat=True))
    if not waiting:
        return frozenset()
    rows = OutboxRow.objects.due().order_by().values("entry_id")
    public = Entry.objects.public().filter(pk__in=rows).order_by()
    return frozenset(waiting.difference(public.values_list("pk", flat=True)))
