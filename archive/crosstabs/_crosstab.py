"""A table of entries: one dimension as rows, another as columns."""

from __future__ import annotations

from dataclasses import dataclass

from archive.counting import ColumnNumbers
from archive.filters import (
    DIMENSION_FIELDS,
    KIND,
    YEAR,
    SearchFilters,
)
from archive.models import ENTRY_KINDS
from archive.models.entries.entry import EntryQuerySet

from ._axes import ALL, MOST_YEARS, Axis, make_value_axis, make_year_axis
from ._column_counts import ColumnCounts
from ._entry_counts import CellCounts, EntryCounts

TableCounts = ColumnCounts | EntryCounts


@dataclass(frozen=True)
class TableLimits:
    """How many rows and columns a table may have, and the place of its first row."""

    rows: int
    columns: int
    start: int = 0


@dataclass(frozen=True)
class Crosstab:
    """The numbers of a table.

    `cells` are by the keys of row and column, "" for all; absent where there is no
    entry. Rows and columns hold an entry more than once where it has several of their
    values, so that they need not sum to their total. `row_number` counts all rows with
    entries, `empty_rows` the regions and tags that could be rows and have none.
    """

    rows: Axis
    columns: Axis
    cells: CellCounts
    row_number: int
    empty_rows: int = 0

    @property
    def total(self) -> int:
        """All entries that the filters find."""
        return self.cells.get((ALL, ALL), 0)


def build_crosstab(
    filters: SearchFilters,
    entries: EntryQuerySet,
    counted: ColumnNumbers | None,
    dimensions: tuple[str, str],
    limits: TableLimits,
) -> Crosstab | None:
    """Count `entries`, which `filters` find, by the two dimensions; None where there
    are more than 20,000 and nothing counted them.

    `counted` are numbers that the index gave of the filters, None where it can't tell.
    At most four queries with them, else seven.
    """
    rows, columns = dimensions
    assert DIMENSION_FIELDS[rows] != DIMENSION_FIELDS[columns]
    counts: TableCounts
    if counted is not None:
        counts = ColumnCounts(filters, counted)
    else:
        counts = EntryCounts(filters, entries)
        if not counts.is_whole:
            return None
    row_axis = _make_axis(counts, filters, rows, limits.rows, limits.start)
    column_axis = _make_axis(counts, filters, columns, limits.columns)
    if rows == YEAR:  # the latest first
        row_axis = Axis(YEAR, row_axis.values[::-1])
    cells = counts.count_cells(row_axis, column_axis)
    number = len(row_axis.values) + row_axis.further
    empty = counts.count_candidates(rows) - number if limits.start == 0 else 0
    return Crosstab(row_axis, column_axis, cells, number, max(0, empty))


def _make_axis(
    counts: TableCounts,
    filters: SearchFilters,
    dimension: str,
    most: int,
    start: int = 0,
) -> Axis:
    if dimension != YEAR:
        most = max(most, len(ENTRY_KINDS)) if dimension == KIND else most
        return make_value_axis(dimension, counts.count_values(dimension), most, start)
    years = counts.list_marked_years()
    return make_year_axis(
        counts.count_touching, years, counts.undated, filters, min(most, MOST_YEARS)
    )
