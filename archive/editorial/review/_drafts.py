"""The row of a draft that is reviewed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from archive.models import Entry, User

from .._rights import EditorialError, require_right


def lock_draft(entry: Entry, by: User, verb: str) -> Entry:
    """The current row, locked, after checking that `by` may call `verb`. Call inside a
    transaction. Raises `EditorialError`, also where the draft is gone."""
    row = Entry.objects.select_for_update().filter(pk=entry.pk).first()
    if row is None:
        raise EditorialError(_("This draft no longer exists."))
    require_right(by, verb, row)
    return row
