"""Many entries as CSV (RFC 4180), for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from archive.citations import csl_record, permanent_url
from archive.models import Article, Entry, Photo, Source
from archive.text.author_names import display_name

from .registry import register_list_format

CSV_BOM = "\ufeff"  # or Excel reads UTF-8 as Windows-1252
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
)


@register_list_format("csv", "text/csv; charset=utf-8", "CSV")
def write_csv(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """A line of names, then a line an entry."""
    yield CSV_BOM + format_csv_lines([CSV_COLUMNS])
    for entries in batches:
        yield format_csv_lines(_csv_row(entry) for entry in entries)


def format_csv_lines(rows: Iterable[Sequence[object]]) -> str:
    """Rows as lines of CSV, every cell guarded."""
    text = io.StringIO()
    csv.writer(text).writerows([guard_cell(str(cell)) for cell in row] for row in rows)
    return text.getvalue()


def guard_cell(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets `'` in front (OWASP, CSV
    injection); so does one that begins with `'` and such a sign, so that taking away
    one `'` gives back every cell."""
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA_STARTS) else cell


def unguard_cell(cell: str) -> str:
    """What `guard_cell` was given."""
    is_guarded = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS)
    return cell[1:] if is_guarded else cell


def _csv_row(entry: Entry) -> tuple[object, ...]:
    found = csl_record(entry)
    article = entry if isinstance(entry, Article) else None
    source = entry if isinstance(entry, Source) else None
    regions = (tied.region.code for tied in entry.entry_regions.all())
    original = article or source
    return (
        entry.id_code_display,
        entry.kind,
        entry.title,
        entry.date,
        entry.language,
        _join_values(display_name(name) for name in found.get("author", [])),
        article.outlet.name if article and article.outlet else "",
        source.publisher if source else "",
        entry.credit if isinstance(entry, Photo) else "",
        _join_values(regions),
        _join_values(tagging.tag.key for tagging in entry.taggings.all()),
        permanent_url(entry),
        original.original_url if original else "",
        entry.version,
        "1" if entry.is_demonstration else "",
        entry.annotation,
    )


def _join_values(values: Iterable[str]) -> str:
    """Several values in one cell, each once."""
    return "; ".join(dict.fromkeys(values))
