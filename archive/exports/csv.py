"""Many entries as CSV (RFC 4180), for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from archive.citations import address, record
from archive.models import Article, Entry, Photo, Source
from archive.text.author_names import printed

from .registry import list_format

BOM = "\ufeff"  # or Excel reads UTF-8 as Windows-1252
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
COLUMNS = ("id", "kind", "title", "date", "language", "authors", "outlet", "publisher",
           "credit", "regions", "tags", "address", "original_url", "version",
           "is_demonstration", "note")  # fmt: skip


@list_format("csv", "text/csv; charset=utf-8", "CSV")
def as_csv(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """A line of names, then a line an entry."""
    yield BOM + lines([COLUMNS])
    for entries in batches:
        yield lines(_row(entry) for entry in entries)


def lines(rows: Iterable[Sequence[object]]) -> str:
    """Rows as lines of CSV, every cell guarded."""
    text = io.StringIO()
    csv.writer(text).writerows([guarded(str(cell)) for cell in row] for row in rows)
    return text.getvalue()


def guarded(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets `'` in front (OWASP, CSV
    injection); so does one that begins with `'` and such a sign, so that taking away
    one `'` gives back every cell."""
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    is_guarded = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA)
    return cell[1:] if is_guarded else cell


def _row(entry: Entry) -> tuple[object, ...]:
    found = record(entry)
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
        _joined(printed(name) for name in found.get("author", [])),
        article.outlet.name if article and article.outlet else "",
        source.publisher if source else "",
        entry.credit if isinstance(entry, Photo) else "",
        _joined(regions),
        _joined(tagging.tag.key for tagging in entry.taggings.all()),
        address(entry),
        original.original_url if original else "",
        entry.version,
        "1" if entry.is_demonstration else "",
        entry.annotation,
    )


def _joined(values: Iterable[str]) -> str:
    """Several values in one cell, each once."""
    return "; ".join(dict.fromkeys(values))
