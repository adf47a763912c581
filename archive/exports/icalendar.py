"""Many entries as iCalendar (RFC 5545), for calendars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from icalendar import Event, Journal

from archive.citations import permanent_url
from archive.models import Entry
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST, Edtf

from .registry import register_list_format

CALENDAR_HEAD = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Surveillance Archive//EN\r\n"
)
CALENDAR_TAIL = "END:VCALENDAR\r\n"


@register_list_format("ics", "text/calendar; charset=utf-8", "iCalendar")
def write_calendar(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """A calendar of whole days. An imprecise date fills the days it may fall on and is
    tentative; an open end stands on the known one, and the title says so; an undated
    entry, or one outside the years 1 to 9999, is a journal entry: it needs no day."""
    yield CALENDAR_HEAD
    for entries in batches:
        yield "".join(_build_component(e, get_language() or "en") for e in entries)
    yield CALENDAR_TAIL


def _build_component(entry: Entry, language: str) -> str:
    edtf = entry.edtf
    days = _whole_day_span(edtf) if edtf else None
    made: Event | Journal = Event() if days else Journal()
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    made.add("uid", f"{entry.id_code}@{host}")
    made.add("dtstamp", entry.first_published_at)
    made.add("summary", _event_title(entry, edtf, language))
    made.add("url", permanent_url(entry))
    if days and edtf:
        made.add("dtstart", days[0])
        if days[1]:
            made.add("dtend", days[1])
        made.add("transp", "TRANSPARENT")
        made.add(
            "status",
            "CONFIRMED"
            if edtf.precision == "day" and not _is_vague(edtf)
            else "TENTATIVE",
        )
    said = [f"{edtf.display(language)} ({entry.date})"] if edtf else []
    said += [_printable_text(entry.summary)] if entry.summary else []
    if said:
        made.add("description", "\n".join(said))
    if entry.date:
        made.add("x-edtf", entry.date)
    tags = [tagging.tag.label(language) for tagging in entry.taggings.all()]
    if tags:
        made.add("categories", tags)
    text: str = made.to_ical().decode()
    return text


def _event_title(entry: Entry, edtf: Edtf | None, language: str) -> str:
    """The title; what a calendar shows on a day that is not known says so."""
    title = _printable_text(entry.title)
    said = edtf.display(language) if edtf and _is_vague(edtf) else ""
    return f"{title} ({said})" if said else title


def _is_vague(edtf: Edtf) -> bool:
    return edtf.approximate or edtf.uncertain or edtf.open_start or edtf.open_end


def _whole_day_span(edtf: Edtf) -> tuple[date, date | None] | None:
    """First day and the day after the last (none for the calendar's last day)."""
    first = edtf.latest if edtf.earliest == OPEN_EARLIEST else edtf.earliest
    last = edtf.earliest if edtf.latest == OPEN_LATEST else edtf.latest
    most = date.max.toordinal()
    if not 1 <= first <= last <= most:
        return None
    after = date.fromordinal(last + 1) if last < most else None
    return date.fromordinal(first), after


def _printable_text(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)
