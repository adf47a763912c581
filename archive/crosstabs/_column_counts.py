"""Counts of a table from the columns of an index, however many entries there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from archive.counting import ColumnNumbers, RunningCounts
from archive.filters import (
    DIMENSION_FIELDS,
    KIND,
    OUTLET,
    SOURCE,
    YEAR,
    SearchFilters,
    list_chosen,
)
from archive.text.dates import from_day_number

from ._axes import ALL, Axis, AxisValue, Span
from ._candidates import load_candidates
from ._entry_counts import CellCounts, EntryCounts

YearNumbers = Mapping[str, Counter[int]]  # by value


class ColumnCounts:
    """The same numbers as `EntryCounts`, from what the index counted of the entries
    that `filters` find, and the rows of those that wait for it.

    Years are exact also where the filters set days: all that they find touches their
    period, so that no other entry is in the years at its edges.
    """

    def __init__(self, filters: SearchFilters, numbers: ColumnNumbers) -> None:
        self._filters = filters
        self._numbers = numbers
        self._waiting = (
            None if numbers.waiting is None else EntryCounts(filters, numbers.waiting)
        )
        self._candidates: dict[str, frozenset[str]] = {}

    @property
    def total(self) -> int:
        """All entries."""
        return self._numbers.total + (self._waiting.total if self._waiting else 0)

    @property
    def undated(self) -> int:
        """Those without a date."""
        undated = self._numbers.total - sum(self._numbers.starts.values())
        return undated + (self._waiting.undated if self._waiting else 0)

    def count_touching(self, first: int, last: int) -> int:
        """Entries that touch the days from `first` to `last`, which are the first and
        last of a year or of the filters."""
        more = self._waiting.count_touching(first, last) if self._waiting else 0
        return _count_in_years(self._running, (first, last)) + more

    @cached_property
    def _running(self) -> RunningCounts:
        return RunningCounts(
            *(
                Counter({int(year): number for year, number in years.items()})
                for years in (self._numbers.starts, self._numbers.ends)
            )
        )

    def list_marked_years(self) -> list[int]:
        """The years in which an entry begins or ends."""
        marked = {*self._running.starts, *self._running.ends}
        marked.update(self._waiting.list_marked_years() if self._waiting else ())
        return sorted(marked)

    def count_values(self, dimension: str) -> dict[str, int]:
        """Entries by value of a dimension other than the year."""
        counts = Counter(self._select_values(dimension))
        if self._waiting:
            counts.update(self._waiting.count_values(dimension))
        return counts

    def _select_values(self, dimension: str) -> dict[str, int]:
        """Those that the index counted, as far as they may be on an axis."""
        counted = self._numbers.by_value[dimension]
        wanted: Collection[str]
        if dimension == KIND:
            wanted = counted.keys()
        elif dimension in (SOURCE, OUTLET):
            choices = self._filters.choices(DIMENSION_FIELDS[dimension])
            wanted = list_chosen(choices) or counted.keys()
        else:
            wanted = self._load_candidates(dimension)
        return {value: counted[value] for value in wanted if value in counted}

    def _load_candidates(self, dimension: str) -> frozenset[str]:
        if dimension not in self._candidates:
            self._candidates[dimension] = load_candidates(self._filters, dimension)
        return self._candidates[dimension]

    def count_candidates(self, dimension: str) -> int:
        """How many regions or tags could be values of a dimension; 0 for others. No
        query after `count_values`."""
        return len(self._candidates.get(dimension, ()))

    def count_cells(self, rows: Axis, columns: Axis) -> CellCounts:
        """Entries by row and column, each also with "" for all."""
        cells: Counter[tuple[str, str]] = Counter({(ALL, ALL): self._numbers.total})
        for axis, is_of_rows in ((rows, True), (columns, False)):
            for key, number in self._count_axis(axis):
                cells[(key, ALL) if is_of_rows else (ALL, key)] = number
        cells.update(self._count_pairs(rows, columns))
        if self._waiting:
            cells.update(self._waiting.count_cells(rows, columns))
        return {place: number for place, number in cells.items() if number}

    def _count_axis(self, axis: Axis) -> Iterable[tuple[str, int]]:
        if axis.dimension != YEAR:
            counted = self._numbers.by_value[axis.dimension]
            return [(value.key, counted.get(value.key, 0)) for value in axis.values]
        undated = self._numbers.total - sum(self._numbers.starts.values())
        return _count_periods(axis, self._running, undated)

    def _count_pairs(self, rows: Axis, columns: Axis) -> CellCounts:
        if rows.dimension == YEAR:
            cells = self._count_pairs(columns, rows)
            return {(row, column): number for (column, row), number in cells.items()}
        if columns.dimension == YEAR:
            return self._count_years_of(rows, columns)
        pairs = self._numbers.by_pair.get((rows.dimension, columns.dimension))
        if pairs is None:
            pairs = {
                (row, column): number
                for (column, row), number in self._numbers.by_pair[
                    columns.dimension, rows.dimension
                ].items()
            }
        return {
            (row.key, column.key): pairs.get((row.key, column.key), 0)
            for row in rows.values
            for column in columns.values
        }

    def _count_years_of(self, axis: Axis, years: Axis) -> CellCounts:
        """Entries by value of an axis and by year."""
        dimension = axis.dimension
        starts = _group_by_value(self._numbers.pair_starts[dimension])
        ends = _group_by_value(self._numbers.pair_ends[dimension])
        cells = {}
        for value in axis.values:
            running = RunningCounts(starts[value.key], ends[value.key])
            number = self._numbers.by_value[dimension].get(value.key, 0)
            undated = number - starts[value.key].total()
            for key, in_period in _count_periods(years, running, undated):
                cells[value.key, key] = in_period
        return cells


def _group_by_value(
    pairs: Mapping[tuple[str, int | str], int],
) -> defaultdict[str, Counter[int]]:
    grouped: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for (value, year), number in pairs.items():
        grouped[value][int(year)] += number
    return grouped


def _count_periods(
    years: Axis, running: RunningCounts, undated: int
) -> list[tuple[str, int]]:
    """Entries of each period of an axis; `undated` ones where it has no days."""
    return [
        (value.key, _count_period(value, running, undated)) for value in years.values
    ]


def _count_period(value: AxisValue, running: RunningCounts, undated: int) -> int:
    return undated if value.span is None else _count_in_years(running, value.span)


def _count_in_years(running: RunningCounts, days: Span) -> int:
    first, last = (from_day_number(day)[0] for day in days)
    return running.count_touching(first, last)
