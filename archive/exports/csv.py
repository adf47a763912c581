"""Many entries as CSV (RFC 4180), for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from archive.citations import csl_record, permanent_url
from archive.models import Article, Entry, Event, Photo, Source
from archive.text.addresses import web_url_or_empty
from archive.text.author_names import display_name

from .registry import register_list_format

CSV_BOM = "\ufeff"  # without it, Excel reads UTF-8 as Windows-1252
# Signs that begin a formula, and those that a spreadsheet or an input method turns into
# one: full-width and small forms, dashes, minus signs, superscripts.
_SIGNS = (
    "=+@\\-＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋"
    "\u058a\u05be\u1806\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\u301c\ufe31\ufe32\ufe58"
    "\u02d7\u2795\u2796\u229d\u2a7e"
)
# What may stand before the sign and isn't seen, or is dropped when the list is read.
_LEAD = "[ '\"\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]*"
_SEPARATORS = ";\t\r\n"  # a list read with one of these begins new cells inside ours
_RUNS = (
    f"(?={_LEAD}[{_SIGNS}])",
    f"(?={_LEAD}[{_SIGNS}\t\r\n])",
)
_UNGUARDED = re.compile(rf"(?<=[{_SEPARATORS}]){_RUNS[0]}|\A{_RUNS[1]}")
_GUARDED = re.compile(rf"(?<=[{_SEPARATORS}])'{_RUNS[0]}|\A'{_RUNS[1]}")
CSV_COLUMNS = (
    "id",
    "kind",
    "title",
    "date",
    "language",
    "authors",
    "outlet",
    "publisher",
    "credit",
    "regions",
    "tags",
    "address",
    "original_url",
    "version",
    "is_demonstration",
    "note",
    "event_kind",
    "issued_by",
    "reply",
)


@register_list_format("csv", "text/csv; charset=utf-8", "CSV")
def write_csv(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """A line of column names, then a line for each entry."""
    yield CSV_BOM + format_csv_lines([CSV_COLUMNS])
    for entries in batches:
        yield format_csv_lines(_csv_row(entry) for entry in entries)


def format_csv_lines(rows: Iterable[Sequence[object]]) -> str:
    """Rows as lines of CSV, every cell guarded."""
    text = io.StringIO()
    csv.writer(text).writerows([guard_cell(str(cell)) for cell in row] for row in rows)
    return text.getvalue()


def guard_cell(cell: str) -> str:
    """A cell with `'` wherever a spreadsheet would begin to read a formula (OWASP, CSV
    injection): at its start, and after a semicolon, a tab or a new line, because a
    list that is read with another separator begins a cell there.

    A place that already has `'` gets another, so that removing one of each gives back
    every cell.
    """
    return _UNGUARDED.sub("'", cell)


def unguard_cell(cell: str) -> str:
    """The cell as it was before `guard_cell`."""
    return _GUARDED.sub("", cell)


def _csv_row(entry: Entry) -> tuple[object, ...]:
    outlet, publisher, credit, original_url = _kind_columns(entry)
    authors = csl_record(entry).get("author", [])
    return (
        entry.id_code_display,
        entry.kind,
        entry.title,
        entry.date,
        entry.language,
        _join_values(map(display_name, authors)),
        outlet,
        publisher,
        credit,
        _join_values(role.region.code for role in entry.entry_regions.all()),
        _join_values(tagging.tag.key for tagging in entry.taggings.all()),
        permanent_url(entry),
        original_url,
        entry.version,
        "1" if entry.is_demonstration else "",
        entry.annotation,
        entry.event_kind if isinstance(entry, Event) else "",
        entry.issued_by if isinstance(entry, Article) else "",
        entry.reply,
    )


def _kind_columns(entry: Entry) -> tuple[str, str, str, str]:
    """Outlet, publisher, credit and original URL, each "" where a kind has none."""
    original_url = web_url_or_empty(getattr(entry, "original_url", ""))
    if isinstance(entry, Article):
        return entry.outlet.name if entry.outlet else "", "", "", original_url
    if isinstance(entry, Source):
        return "", entry.publisher, "", original_url
    return "", "", entry.credit if isinstance(entry, Photo) else "", ""


def _join_values(values: Iterable[str]) -> str:
    """Several values in one cell, each once."""
    return "; ".join(dict.fromkeys(values))
