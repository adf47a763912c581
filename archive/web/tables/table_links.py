"""Rows and cells of a table, each with the address that lists what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.crosstabs import (
    ALL,
    EARLIER,
    PARAMETERS,
    UNDATED,
    Axis,
    AxisValue,
    Crosstab,
    load_value_names,
)
from archive.filters import DIMENSION_FIELDS, YEAR, SearchFilters
from archive.models.vocabulary.preferred_names import choose_name
from archive.text.dates import from_day_number
from archive.text.quantities.number_format import format_number

FIELD_OF_PARAMETER = {
    **{parameter: field for field, parameter in PARAMETERS.items()},
    **dict.fromkeys(("from", "to", "undated"), "dates"),
}
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class TableCell:
    """A number as readers of the language write it, and its list; "" for none."""

    number: str
    url: str


@dataclass(frozen=True)
class TableHead:
    """The head of a row or column: its name, and the list of all its entries."""

    name: str
    url: str


@dataclass(frozen=True)
class TableRow:
    """A row: its head, the number of all its entries, and a cell a column."""

    head: TableHead
    cells: list[TableCell]


@dataclass(frozen=True)
class LinkedTable:
    """The heads of the columns, the row of all entries, and the other rows; the first
    cell of a row counts all its entries."""

    heads: list[TableHead]
    every: TableRow
    rows: list[TableRow]


class CellAddresses:
    """Makes addresses of lists quickly: the part that all share is written once."""

    def __init__(self, filters: SearchFilters, table: Crosstab) -> None:
        fields = [
            DIMENSION_FIELDS[axis.dimension] for axis in (table.rows, table.columns)
        ]
        shared: Pairs = []
        self._own: dict[str, Pairs] = {field: [] for field in fields}
        for name, value in filters.without_view().parameters():
            field = FIELD_OF_PARAMETER.get(name, "")
            is_replaced = field in self._own and not value.startswith("-")
            (self._own[field] if is_replaced else shared).append((name, value))
        self._start = reverse("archive:search") + "?"
        self._shared = urlencode(shared)

    def write_part(self, axis: Axis, value: AxisValue) -> str:
        """What a row or column adds: its value, or for all what the filters choose."""
        chosen = self._own[DIMENSION_FIELDS[axis.dimension]]
        return urlencode(value.parameters if value.key else chosen)

    def join(self, *parts: str) -> str:
        """The address of a list, from the parts of row and column."""
        query = "&".join(part for part in (self._shared, *parts) if part)
        return self._start + query if query else self._start[:-1]


def build_linked_table(filters: SearchFilters, table: Crosstab) -> LinkedTable:
    """The table for a template; two queries for names."""
    language = get_language() or "en"
    addresses = CellAddresses(filters, table)
    every = AxisValue(ALL, ())
    columns = (every, *table.columns.values)
    parts = [addresses.write_part(table.columns, column) for column in columns]

    def build_row(value: AxisValue, name: str) -> TableRow:
        own = addresses.write_part(table.rows, value)
        cells = []
        for column, part in zip(columns, parts, strict=True):
            number = table.cells.get((value.key, column.key), 0)
            url = addresses.join(own, part) if number else ""
            cells.append(TableCell(format_number(number, language), url))
        return TableRow(TableHead(name, cells[0].url), cells)

    row_names, column_names = name_values(table.rows), name_values(table.columns)
    top = build_row(every, _("All"))
    return LinkedTable(
        [
            TableHead(column_names[column.key], cell.url)
            for column, cell in zip(table.columns.values, top.cells[1:], strict=True)
        ],
        top,
        [build_row(value, row_names[value.key]) for value in table.rows.values],
    )


def name_values(axis: Axis) -> dict[str, str]:
    """What readers call the values of an axis, by key; at most one query."""
    if axis.dimension == YEAR:
        return {value.key: _name_period(value) for value in axis.values}
    language = get_language() or "en"
    keys = [value.key for value in axis.values]
    names = load_value_names(axis.dimension, keys)
    return {
        key: choose_name(named, language) or named.get("") or key
        for key in keys
        for named in (names.get(key, {}),)
    }


def _name_period(value: AxisValue) -> str:
    if value.key == UNDATED:
        return _("Without a date")
    if value.key == EARLIER and value.span:
        year, _month, _day = from_day_number(value.span[1] + 1)
        return _("Before %(year)s") % {"year": year}
    return value.key
