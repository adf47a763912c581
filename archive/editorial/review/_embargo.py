"""Until when readers do not see what is published."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import Entry, User

from .._revisions import record_revision
from .._rights import EditorialError
from ._drafts import lock_draft


def is_seen_by_readers(entry: Entry) -> bool:
    """Whether readers see the entry, or the one that it corrects, already."""
    key = entry.correction_of_id or entry.pk
    return Entry.objects.public().filter(pk=key).exists()


def set_embargo(entry: Entry, until: datetime | None, by: User) -> bool:
    """Set the end of the embargo of a draft, or with None that it has none; whether
    that is new. It writes a revision, and is no change of the text: whoever sets it may
    publish. Raises `EditorialError`, also for a moment that is over and where readers
    see the entry already.
    """
    with transaction.atomic():
        row = lock_draft(entry, by, "schedule")
        if row.embargo_until == until:
            return False
        if until is not None and until <= timezone.now():
            raise EditorialError(
                _("This moment is over. Choose a later one, or leave the date empty.")
            )
        if until is not None and is_seen_by_readers(row):
            raise EditorialError(
                _("Readers can see this entry already: an embargo would hide it.")
            )
        rows = Entry.objects.filter(pk=row.pk)
        rows.update(embargo_until=until, edit_number=row.edit_number + 1)
        record_revision(Entry.objects.get(pk=row.pk), "schedule", by)
        return True
