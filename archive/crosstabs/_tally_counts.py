"""Counts of a table read from the tallies, however many entries there are."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import cached_property
from itertools import combinations

from archive.counting import (
    PAIR,
    MonthCounts,
    RunningCounts,
    Tallies,
    build_tally_key,
)
from archive.filters import (
    DIMENSION_FIELDS,
    KIND,
    LEVELS,
    REGION,
    TAG,
    YEAR,
    SearchFilters,
    list_excluded,
    make_choices,
)
from archive.models.counts.month_numbers import get_month_number, get_year_of_month
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST, from_day_number

from ._axes import ALL, UNDATED, Axis, AxisValue, Span, get_window
from ._candidates import load_candidates
from ._entry_counts import CellCounts

TALLIED = {KIND, YEAR, REGION, *LEVELS, TAG}
_NEEDS_KEY = {REGION, *LEVELS, TAG}
ANY_VALUE = make_choices("any")  # stands for each value of an axis
MonthsByKind = dict[str, MonthCounts]


class TallyCounts:
    """The same numbers as `EntryCounts`, from tallies that count what `filters` find
    but for their regions, tags and dates."""

    def __init__(self, filters: SearchFilters, tallies: Tallies) -> None:
        self._filters = filters
        self._tallies = tallies
        self._window = get_window(filters)
        self._is_by_month = not _is_of_years(self._window)
        self._loaded: dict[str, _KindCounts] = {}
        self._candidates: dict[str, frozenset[str]] = {}

    @classmethod
    def can_count(cls, filters: SearchFilters, rows: str, columns: str) -> bool:
        """Whether the tallies distinguish what such a table counts."""
        if not {rows, columns} <= TALLIED:
            return False
        fields = {DIMENSION_FIELDS[d] for d in {rows, columns} & _NEEDS_KEY}
        choices = [choice for field in fields for choice in filters.choices(field)]
        keys = [] if list_excluded(choices) else _list_keys(filters, sorted(fields))
        if not keys or None in keys:
            return False
        has_pairs = any(PAIR in key for key in keys if key)
        return _is_fine_enough(get_window(filters), is_by_year=has_pairs)

    @property
    def total(self) -> int:
        """All entries."""
        return self._everything.count(self._window, is_undated=self._filters.undated)

    @property
    def undated(self) -> int:
        """Those without a date."""
        return self._everything.count(None, is_undated=True)

    def count_touching(self, first: int, last: int) -> int:
        """Entries that touch the days from `first` to `last`, which are the first and
        last of a month or of the filters."""
        return self._everything.count((first, last), is_undated=False)

    def list_marked_years(self) -> list[int]:
        """The years in which an entry begins or ends."""
        months = self._everything.list_months()
        return sorted({get_year_of_month(month) for month in months})

    @cached_property
    def _everything(self) -> _KindCounts:
        self._load([self._find_key({})])
        return self._loaded[self._find_key({})]

    def count_values(self, dimension: str) -> dict[str, int]:
        """Entries by value of a dimension other than the year."""
        if dimension == KIND:
            counts = self._everything
            undated = self._filters.undated
            return {
                kind: counts.count(self._window, kind, is_undated=undated)
                for kind in counts.kinds
            }
        prefix = "t" if dimension == TAG else self._filters.role or "r"
        known = self._tallies.count_by_value(f"{prefix}:")
        candidates = load_candidates(self._filters, dimension)
        self._candidates[dimension] = candidates
        keys = candidates & known.keys()
        field = DIMENSION_FIELDS[dimension]
        by_key = {key: self._find_key({field: key}) for key in keys}
        self._load(by_key.values())
        return {
            key: self._loaded[value].count(
                self._window, is_undated=self._filters.undated
            )
            for key, value in by_key.items()
        }

    def count_candidates(self, dimension: str) -> int:
        """How many regions or tags could be values of a dimension; 0 for others. No
        query after `count_values`."""
        return len(self._candidates.get(dimension, ()))

    def count_cells(self, rows: Axis, columns: Axis) -> CellCounts:
        """Entries by row and column, each also with "" for all."""
        every = AxisValue(ALL, ())
        pairs = [
            (row, column)
            for row in (every, *rows.values)
            for column in (every, *columns.values)
        ]
        keys = {
            (row.key, column.key): self._find_key(
                _list_keyed(rows, row) | _list_keyed(columns, column)
            )
            for row, column in pairs
        }
        self._load(keys.values())
        cells = {
            (row.key, column.key): self._count_cell(
                keys[row.key, column.key], (rows, row), (columns, column)
            )
            for row, column in pairs
        }
        return {place: number for place, number in cells.items() if number}

    def _count_cell(self, tally_key: str, *places: tuple[Axis, AxisValue]) -> int:
        kind, span, is_undated = "", self._window, self._filters.undated
        for axis, value in places:
            if axis.dimension == KIND:
                kind = value.key
            if axis.dimension == YEAR and value.key:
                span, is_undated = value.span, value.key == UNDATED
        return self._loaded[tally_key].count(span, kind, is_undated=is_undated)

    def _find_key(self, chosen: dict[str, str]) -> str:
        changes = {field: make_choices(key) for field, key in chosen.items()}
        key = build_tally_key(self._filters.with_changes(**changes))
        assert key is not None and not key.excluded
        return key.value

    def _load(self, values: Iterable[str]) -> None:
        """Read what was not read before; at most two queries."""
        missing = [v for v in dict.fromkeys(values) if v not in self._loaded]
        if missing:
            found = self._tallies.count_months_by_kind(
                missing, is_by_month=self._is_by_month
            )
            self._loaded |= {v: _KindCounts(found[v]) for v in missing}


class _KindCounts:
    """The entries under one tally key, by kind."""

    def __init__(self, by_kind: MonthsByKind) -> None:
        self._by_kind = by_kind
        self._running: dict[str, RunningCounts] = {}
        self.kinds = tuple(by_kind)

    def list_months(self) -> set[int]:
        """The months in which an entry begins or ends."""
        return {
            month
            for counts in self._by_kind.values()
            for months in (counts.starts, counts.ends)
            for month, number in months.items()
            if number
        }

    def count(self, span: Span | None, kind: str = "", *, is_undated: bool) -> int:
        """Entries of a kind, or of all: those that touch the days of `span`, those
        without a date, or all."""
        kinds = [kind] if kind else self.kinds
        if is_undated:
            return sum(self._by_kind[each].undated for each in kinds)
        if span is None:
            return sum(self._by_kind[each].total for each in kinds)
        months = get_month_number(span[0]), get_month_number(span[1])
        return sum(self._get_running(each).count_touching(*months) for each in kinds)

    def _get_running(self, kind: str) -> RunningCounts:
        if kind not in self._running:
            months = self._by_kind[kind]
            self._running[kind] = RunningCounts(months.starts, months.ends)
        return self._running[kind]


def _list_keys(filters: SearchFilters, fields: list[str]) -> list[str | None]:
    """The tally keys of the whole, of a row, of a column and of a cell, where rows and
    columns set these fields; None for one that the tallies don't have."""
    keys = [
        build_tally_key(filters.with_changes(**dict.fromkeys(some, ANY_VALUE)))
        for number in range(len(fields) + 1)
        for some in combinations(fields, number)
    ]
    return [None if key is None or key.excluded else key.value for key in keys]


def _list_keyed(axis: Axis, value: AxisValue) -> dict[str, str]:
    """The field of the filters that the value sets, where tallies have it in a key."""
    is_keyed = value.key and axis.dimension in _NEEDS_KEY
    return {DIMENSION_FIELDS[axis.dimension]: value.key} if is_keyed else {}


def _is_of_years(window: Span | None) -> bool:
    return window is None or _has_edges(window, months_of_begin=(1,))


def _is_fine_enough(window: Span | None, *, is_by_year: bool) -> bool:
    """Whether counts by year, or else by month, are exact for the window."""
    if window is None or is_by_year:
        return _is_of_years(window)
    return _has_edges(window, months_of_begin=range(1, 13))


def _has_edges(window: Span, *, months_of_begin: Container[int]) -> bool:
    """Whether the span is open or begins with one of these months, and is open or ends
    before one of them."""
    first, after = window[0], window[1] + 1
    return all(
        day == open_day or (date[2] == 1 and date[1] in months_of_begin)
        for day, open_day in ((first, OPEN_EARLIEST), (after, OPEN_LATEST + 1))
        for date in (from_day_number(day),)
    )
