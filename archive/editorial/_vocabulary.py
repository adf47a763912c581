"""A concept or a region changed: its tree and the index follow."""

from __future__ import annotations

from archive.models import EntryRegion, OutboxRow, Region, Tag, Tagging, User

from ._rights import check


def vocabulary_changed(record: Region | Tag, by: User | None, old_path: str) -> None:
    """Rewrite the paths below `record` and enqueue all entries tied to them.

    Call inside the transaction that saved it, with the path it had before (empty for a
    new one). One query per record below it, where it moved.
    """
    check(by, "vocabulary")
    model = type(record)
    if old_path and old_path != record.path:
        below = model._default_manager.filter(path__startswith=old_path)
        for lower in below.exclude(pk=record.pk).order_by("path"):
            lower.save()
    ties = (
        EntryRegion.objects.filter(region__path__startswith=record.path)
        if isinstance(record, Region)
        else Tagging.objects.filter(tag__path__startswith=record.path)
    )
    OutboxRow.objects.add(ties.order_by().values_list("entry_id", flat=True).distinct())
