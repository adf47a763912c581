"""Many entries as the sheet that TimelineJS reads, for timelines on other sites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from django.utils.translation import get_language

from archive.citations import permanent_url
from archive.models import ENTRY_KINDS, Entry
from archive.text.dates import Edtf, counted_days, from_day_number

from .csv import CSV_BOM, format_csv_lines
from .registry import register_list_format
from .table import read_short_text

SHEET_COLUMNS = (
    *("Year", "Month", "Day", "Time"),
    *("End Year", "End Month", "End Day", "End Time"),
    *("Display Date", "Headline", "Text"),
    *("Media", "Media Credit", "Media Caption", "Media Thumbnail"),
    *("Type", "Group", "Background"),
)
PARTS_OF_PRECISION = {"year": 1, "month": 2, "day": 3}  # of year, month and day


@register_list_format("timelinejs.csv", "text/csv; charset=utf-8", "TimelineJS")
def write_timeline_sheet(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """A line of column names, then a line for each dated entry; one without a date has
    no place on a timeline.

    A date is as exact as its source states it, and shown in words. Headline and text
    are HTML to TimelineJS, so that what they hold is escaped.
    """
    yield CSV_BOM + format_csv_lines([SHEET_COLUMNS])
    language = get_language() or "en"
    for entries in batches:
        yield format_csv_lines(
            _build_line(entry, entry.edtf, language) for entry in entries if entry.edtf
        )


def _build_line(entry: Entry, edtf: Edtf, language: str) -> list[object]:
    address = escape(permanent_url(entry))
    texts = [escape(read_short_text(entry)), escape(entry.annotation)]
    parts = [*filter(None, texts), f'<a href="{address}">{address}</a>']
    return [
        *_list_date_cells(edtf),
        edtf.display(language),
        escape(entry.title),
        "".join(f"<p>{part}</p>" for part in parts),
        *("", "", "", "", ""),
        str(ENTRY_KINDS[entry.kind].plural),
        "",
    ]


def _list_date_cells(edtf: Edtf) -> list[int | str]:
    """Year, month, day and time of the beginning and the end: only the beginning, as
    far as it is known, of one year, month or day; else both days of the span."""
    first, last = map(from_day_number, counted_days(edtf))
    known = PARTS_OF_PRECISION.get(edtf.precision)
    if known:
        begin: list[int | str] = list(first[:known])
        return [*begin, *[""] * (8 - known)]
    return [*first, "", *(last if last != first else ("", "", "")), ""]
