"""Many entries as CSV (RFC 4180), for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from archive.citations import csl_record, permanent_url
from archive.models import Article, Entry, Event, Photo, Source
from archive.text.author_names import display_name

from .registry import register_list_format

CSV_BOM = "\ufeff"  # without it, Excel reads UTF-8 as Windows-1252
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
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
    """A cell with `'` in front where a spreadsheet would run it as a formula (OWASP,
    CSV injection).

    A cell that begins with `'` and a formula sign gets another `'`, so that removing
    one gives back every cell.
    """
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA_STARTS) else cell


def unguard_cell(cell: str) -> str:
    """The cell as it was before `guard_cell`."""
    is_guarded = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS)
    return cell[1:] if is_guarded else cell


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
    if isinstance(entry, Article):
        return entry.outlet.name if entry.outlet else "", "", "", entry.original_url
    if isinstance(entry, Source):
        return "", entry.publisher, "", entry.original_url
    return "", "", entry.credit if isinstance(entry, Photo) else "", ""


def _join_values(values: Iterable[str]) -> str:
    """Several values in one cell, each once."""
    return "; ".join(dict.fromkeys(values))
