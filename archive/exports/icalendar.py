"""Many entries as iCalendar (RFC 5545), for calendars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language

from archive.citations import permanent_url
from archive.models import Entry
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST, Edtf

from .registry import register_list_format

CALENDAR_HEAD = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Surveillance Archive//EN\r\n"
)
CALENDAR_TAIL = "END:VCALENDAR\r\n"
MOST_OCTETS = 75


@register_list_format("ics", "text/calendar; charset=utf-8", "iCalendar")
def write_calendar(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """A calendar of whole days.

    An imprecise date fills the days that it may mean and is tentative. A date with an
    open end is on its known day, and the title says so. An undated entry, or one
    outside the years 1 to 9999, is a journal entry, which needs no day.
    """
    yield CALENDAR_HEAD
    for entries in batches:
        yield "".join(_build_component(e, get_language() or "en") for e in entries)
    yield CALENDAR_TAIL


def _build_component(entry: Entry, language: str) -> str:
    edtf = entry.edtf
    days = _whole_day_span(edtf) if edtf else None
    kind = "VEVENT" if days else "VJOURNAL"
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    published = (entry.first_published_at or entry.created_at).astimezone(UTC)
    tags = (tagging.tag.label(language) for tagging in entry.taggings.all())
    rows = [
        ("BEGIN", kind),
        ("SUMMARY", _escape_text(_event_title(entry, edtf, language))),
        *(_date_rows(days, edtf) if days and edtf else ()),
        ("DTSTAMP", f"{published:%Y%m%dT%H%M%SZ}"),
        ("UID", f"{entry.id_code}@{host}"),
        ("CATEGORIES", ",".join(map(_escape_text, tags))),
        ("DESCRIPTION", _escape_text(_describe_entry(entry, language))),
        ("URL", permanent_url(entry)),
        ("X-EDTF", _escape_text(entry.date)),
        ("END", kind),
    ]
    return "".join(_fold_line(f"{name}:{value}") for name, value in rows if value)


def _date_rows(days: tuple[date, date | None], edtf: Edtf) -> Iterator[tuple[str, str]]:
    first, after = days
    yield "DTSTART;VALUE=DATE", first.isoformat().replace("-", "")
    yield "DTEND;VALUE=DATE", after.isoformat().replace("-", "") if after else ""
    is_sure = edtf.precision == "day" and not _is_vague(edtf)
    yield "STATUS", "CONFIRMED" if is_sure else "TENTATIVE"
    yield "TRANSP", "TRANSPARENT"


def _describe_entry(entry: Entry, language: str) -> str:
    date = f"{entry.edtf.display(language)} ({entry.date})" if entry.edtf else ""
    texts = (date, _printable_text(entry.summary), _printable_text(entry.reply))
    return "\n".join(filter(None, texts))


def _event_title(entry: Entry, edtf: Edtf | None, language: str) -> str:
    """The title, with the date in words where the day is not known exactly."""
    title = _printable_text(entry.title)
    date = edtf.display(language) if edtf and _is_vague(edtf) else ""
    return f"{title} ({date})" if date else title


def _is_vague(edtf: Edtf) -> bool:
    return edtf.approximate or edtf.uncertain or edtf.open_start or edtf.open_end


def _whole_day_span(edtf: Edtf) -> tuple[date, date | None] | None:
    """The first day and the day after the last; None after the calendar's last day."""
    first = edtf.latest if edtf.earliest == OPEN_EARLIEST else edtf.earliest
    last = edtf.earliest if edtf.latest == OPEN_LATEST else edtf.latest
    most = date.max.toordinal()
    if not 1 <= first <= last <= most:
        return None
    after = date.fromordinal(last + 1) if last < most else None
    return date.fromordinal(first), after


def _printable_text(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _escape_text(text: str) -> str:
    """As RFC 5545 escapes a text (3.3.11)."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _fold_line(line: str) -> str:
    """At most 75 octets a line (RFC 5545, 3.1), broken between characters; a line that
    begins with a space continues the one above.
    """
    folded, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > MOST_OCTETS:
            folded, octets = f"{folded}\r\n ", 1
        folded, octets = folded + character, octets + size
    return f"{folded}\r\n"
