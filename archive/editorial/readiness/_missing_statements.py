"""What an entry leaves out that readers have a right to: warnings, never refusals."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from archive.models import Entry, Event, Evidence, Tagging, User
from archive.models.visibility import desk_entries

from .._entry_content import get_specific
from ._event_dates import list_date_conflicts


def list_missing_statements(entry: Entry, seen_by: User | None = None) -> list[str]:
    """In the editor's language, what is missing; three queries.

    An entry that names an organisation needs its reply; an event needs evidence whose
    dates agree with its own. Evidence that `seen_by` may not see is as if it were not
    there; nobody (a command) sees all.
    """
    own = get_specific(entry)
    return [*_find_missing_reply(entry), *_find_missing_evidence(own, seen_by)]


def _find_missing_reply(entry: Entry) -> Iterator[str]:
    if entry.reply:
        return
    named = Tagging.objects.filter(entry=entry.pk, tag__scheme="organisation")
    tags = [tagging.tag for tagging in named.select_related("tag").order_by("pk")]
    if tags:
        yield _(
            "Does this accuse %(names)s? Then ask for a reply and enter it under "
            "“Reply”, also where none was given."
        ) % {"names": ", ".join(str(tag) for tag in tags)}


def _find_missing_evidence(event: Entry, seen_by: User | None) -> Iterator[str]:
    if not isinstance(event, Event):
        return
    rows = Evidence.objects.filter(event=event.pk, relation="supports")
    seen = Q() if seen_by is None or seen_by.is_system else desk_entries(seen_by)
    named = Entry.objects.filter(seen, pk__in=rows.order_by().values("entry"))
    supporting = list(named.order_by("pk"))
    if not supporting:
        yield _("No evidence supports this event yet: add the entries that report it.")
    yield from list_date_conflicts(event, supporting)
