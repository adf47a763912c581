"""What the date of an event and the dates of its evidence say of each other."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.models import Entry, Event
from archive.text.dates import OPEN_LATEST, day_number, parse_edtf

# Of an event that lasts, or of several, evidence may be older than the end.
_LASTING = ("interval", "several")
_ONE_OF = "["  # EDTF: one moment, though its bounds may be open


def list_date_conflicts(event: Event, supporting: list[Entry]) -> Iterator[str]:
    """In the editor's language, which dates cannot both be right, or can be told more
    exactly; no query.

    What happened is not reported before it did, happened no later than its first
    report, and not in the future; what is announced has the day of the announcement.
    """
    for entry in find_early_evidence(event, supporting):
        yield _(
            "“%(title)s” is older than the event: it may announce it, but not show "
            "that it happened."
        ) % {"title": entry.title}
    if event.event_kind == Event.EventKind.HAPPENED:
        yield from _find_future(event)
        yield from _find_earlier_report(event, supporting)
    else:
        yield from _find_planned_day(event, supporting)


def find_early_evidence(event: Event, supporting: list[Entry]) -> list[Entry]:
    """The supporting entries that are older than what happened; none for a plan, call
    or claim. Dates that may fall on one day are not older."""
    begins = event.date_earliest
    if event.event_kind != Event.EventKind.HAPPENED or begins is None:
        return []
    return [
        entry
        for entry, latest in _list_dated(supporting)
        if latest is not None and latest < begins
    ]


def _list_dated(supporting: list[Entry]) -> list[tuple[Entry, int]]:
    """Entries with the last day of their date, where it has one; the oldest first."""
    dated = [(entry, entry.date_latest) for entry in supporting]
    known = [(e, latest) for e, latest in dated if latest not in (None, OPEN_LATEST)]
    return sorted(known, key=lambda pair: pair[1])


def _find_future(event: Event) -> Iterator[str]:
    today = timezone.localdate()
    today_number = day_number(today.year, today.month, today.day)
    if event.date_earliest is not None and event.date_earliest > today_number:
        yield _(
            "The date is in the future. What is planned is a plan, with the day on "
            "which it was announced."
        )


def _find_earlier_report(event: Event, supporting: list[Entry]) -> Iterator[str]:
    """The oldest entry that reports the event before the last day that its date
    allows."""
    first, last = event.date_earliest, event.date_latest
    if first is None or last is None or _is_lasting(event.date):
        return
    reports = [(e, latest) for e, latest in _list_dated(supporting) if latest >= first]
    if reports and reports[0][1] < last:
        entry = reports[0][0]
        yield _(
            "“%(title)s” of %(date)s reports the event already: it happened no later."
        ) % {"title": entry.title, "date": _say_date(entry)}


def _find_planned_day(event: Event, supporting: list[Entry]) -> Iterator[str]:
    """The oldest report of a plan that is dated after it: that day is the planned
    one."""
    reports = _list_dated(supporting)
    first = event.date_earliest
    if first is not None and reports and reports[0][1] < first:
        entry = reports[0][0]
        yield _(
            "“%(title)s” of %(date)s reports this plan, call or claim already. Give "
            "the day on which it was made, not the planned one."
        ) % {"title": entry.title, "date": _say_date(entry)}


def _is_lasting(date: str) -> bool:
    return not date.startswith(_ONE_OF) and parse_edtf(date).precision in _LASTING


def _say_date(entry: Entry) -> str:
    return parse_edtf(entry.date).display(get_language() or "en")
