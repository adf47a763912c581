"""Many entries as a workbook for spreadsheets (Office Open XML, ECMA-376).

A spreadsheet opens it alike in every country, where CSV may end up in one column.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.utils.translation import get_language, override
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from archive.models import Entry

from .registry import register_list_format
from .table import COLUMN_LABELS, DAY_COLUMNS, Row, build_rows

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_000_000  # of a sheet; a spreadsheet takes 48,576 more
MOST_LETTERS = 32_767  # of a cell
PIECE_BYTES = 65_536
FIRST_DAY = date(1900, 3, 1)  # spreadsheets count days before it wrongly, or not at all
# Two readers who ask for the same get the same bytes.
MADE_AT = datetime(2000, 1, 1)
WIDTHS = {"title": 50, "text": 60, "address": 40, "original_url": 40, "reply": 30}
USUAL_WIDTH = 16


@register_list_format("xlsx", MEDIA_TYPE, "Excel")
def write_xlsx(batches: Iterable[Sequence[Entry]]) -> Iterator[bytes]:
    """A sheet with a line of labels and a line for each entry, in the language that is
    active now. Cells are texts, numbers and days, never formulas.

    Rows wait in a file, so memory is bounded; the first byte comes after the last row.
    """
    language = get_language() or "en"
    return _write_pieces(build_rows(batches, language), language)


def _write_pieces(rows: Iterable[list[Row]], language: str) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        workbook = Workbook(file, {"constant_memory": True})
        workbook.set_properties({"created": MADE_AT})
        _fill_workbook(workbook, (row for batch in rows for row in batch), language)
        workbook.close()
        file.seek(0)
        while piece := file.read(PIECE_BYTES):
            yield piece


def _fill_workbook(workbook: Workbook, rows: Iterable[Row], language: str) -> None:
    day_format = workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheet, number = _add_sheet(workbook, language), 0
    for row in rows:
        if number == MOST_ROWS:
            sheet, number = _add_sheet(workbook, language), 0
        number += 1
        for column, (name, value) in enumerate(zip(COLUMN_LABELS, row, strict=True)):
            day = _read_day(value) if name in DAY_COLUMNS else None
            if day:
                sheet.write_datetime(number, column, day, day_format)
            elif name == "version":
                sheet.write_number(number, column, int(value))
            elif value:
                sheet.write_string(number, column, _shorten_text(value))


def _add_sheet(workbook: Workbook, language: str) -> Worksheet:
    """A sheet with its labels, which stay in sight."""
    sheet = workbook.add_worksheet()
    bold = workbook.add_format({"bold": True})
    with override(language):
        for column, (name, label) in enumerate(COLUMN_LABELS.items()):
            sheet.set_column(column, column, WIDTHS.get(name, USUAL_WIDTH))
            sheet.write_string(0, column, str(label), bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _read_day(value: str) -> date | None:
    """A day that spreadsheets can count; None for "" and for all others."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day >= FIRST_DAY else None


def _shorten_text(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
