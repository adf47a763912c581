"""The states that a reviewer compares: the draft, what is public, and what was sent
back."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from archive.models import Entry, Revision
from archive.models.history.state_forms import read_state
from archive.versions import Version

from .._entry_content import describe_entry
from .._revisions import list_revisions


def read_draft_state(entry: Entry) -> Version:
    """The entry or working copy as it is now."""
    state = describe_entry(entry)
    return Version(entry, entry.version, timezone.now(), None, state)


def find_public_state(entry: Entry) -> Version | None:
    """What was published last, also where an embargo or a confidential audience still
    hides it; None where nothing was. One query."""
    rows = list_revisions(entry).filter(public_version__isnull=False)
    return _read_latest(entry, rows)


def find_returned_state(entry: Entry) -> Version | None:
    """The state that a reviewer sent back last, if nothing was published since; else
    None. Two queries."""
    rows = list_revisions(entry)
    published = rows.filter(public_version__isnull=False).first()
    returned = rows.filter(verb="send_back")
    if published:
        returned = returned.filter(number__gt=published.number)
    return _read_latest(entry, returned)


def _read_latest(entry: Entry, rows: QuerySet[Revision]) -> Version | None:
    row = rows.first()
    if row is None:
        return None
    number = row.public_version or entry.version
    return Version(entry, number, row.at, None, read_state(row))
