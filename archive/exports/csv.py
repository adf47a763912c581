"""Many entries as CSV (RFC 4180), for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.utils.translation import get_language

from archive.models import Entry

from .registry import register_list_format
from .table import COLUMNS, build_rows

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


@register_list_format("csv", "text/csv; charset=utf-8", "CSV")
def write_csv(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """A line of column names, then a line for each entry, with names in the language
    that is active now."""
    pieces = build_rows(batches, get_language() or "en")
    return chain([CSV_BOM + format_csv_lines([COLUMNS])], map(format_csv_lines, pieces))


def format_csv_lines(rows: Iterable[Sequence[object]]) -> str:
    """Rows as lines of CSV, every text guarded; numbers stay numbers."""
    text = io.StringIO()
    csv.writer(text).writerows([_write_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _write_cell(cell: object) -> object:
    return cell if isinstance(cell, int | float) else guard_cell(str(cell))


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
