"""What an editor entered, recorded."""

from __future__ import annotations

from django.db.models import F

from archive.models import Entry, User

from ._revisions import record
from ._rights import check


def created(entry: Entry, by: User | None) -> None:
    """Record a new draft and whose it is; inside the transaction that saved it."""
    check(by, "create")
    Entry.objects.filter(pk=entry.pk).update(created_by=by, edit_number=1)
    record(entry, "create", by)


def edited(entry: Entry, by: User | None) -> None:
    """Record a change to a draft; inside the transaction that saved it.

    `edit_number` counts changes, so that a form knows when it has been overtaken.
    """
    row = Entry.objects.get(pk=entry.pk)
    check(by, "edit", row)
    Entry.objects.filter(pk=entry.pk).update(edit_number=F("edit_number") + 1)
    record(entry, "edit", by)
