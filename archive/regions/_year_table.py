"""A table of entries by kind and year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from archive.counting import MonthCounts, RunningCounts
from archive.models import ENTRY_KINDS
from archive.models.counts.month_numbers import YEAR_ZERO
from archive.models.entries.entry import EntryQuerySet
from archive.text.dates import from_day_number

MOST_YEAR_ROWS = 60  # rows; beyond it only years in which something begins or ends


@dataclass(frozen=True)
class YearRow:
    """One year of the table."""

    year: int
    by_kind: dict[str, int]
    total: int


@dataclass(frozen=True)
class YearTable:
    """The rows, oldest year first; `is_whole` where no year had to be left out."""

    rows: tuple[YearRow, ...]
    is_whole: bool = True


def count_years_by_kind(entries: EntryQuerySet) -> YearTable:
    """Entries by year and kind.

    An entry counts in each year that it touches; one with an open end, in the year of
    its known end. One query with a row for each distinct span.
    """
    starts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    ends: defaultdict[str, Counter[int]] = defaultdict(Counter)
    spans = entries.dated().order_by().values_list("kind", "counts_from", "counts_to")
    for kind, first, last, number in spans.annotate(n=Count("pk")):
        starts[kind][from_day_number(first)[0]] += number
        ends[kind][from_day_number(last)[0]] += number
    return _fill_year_table(starts, ends)


def make_year_table(by_kind: Mapping[str, MonthCounts]) -> YearTable:
    """The same table from numbers by kind and month; no query."""
    starts = {kind: _sum_by_year(counted.starts) for kind, counted in by_kind.items()}
    ends = {kind: _sum_by_year(counted.ends) for kind, counted in by_kind.items()}
    return _fill_year_table(starts, ends)


def _sum_by_year(months: Mapping[int, int]) -> Counter[int]:
    sums: Counter[int] = Counter()
    for month, number in months.items():
        sums[(month - YEAR_ZERO) // 12] += number
    return +sums


def _fill_year_table(
    starts: Mapping[str, Mapping[int, int]], ends: Mapping[str, Mapping[int, int]]
) -> YearTable:
    lines = {
        kind: RunningCounts(starts.get(kind, {}), ends.get(kind, {}))
        for kind in ENTRY_KINDS
    }
    marked = {year for line in lines.values() for year in (*line.starts, *line.ends)}
    if not marked:
        return YearTable(())
    first, last = min(marked), max(marked)
    is_whole = last - first < MOST_YEAR_ROWS
    years = range(first, last + 1) if is_whole else sorted(marked)[-MOST_YEAR_ROWS:]
    rows = []
    for year in years:
        by_kind = {
            kind: line.count_touching(year, year) for kind, line in lines.items()
        }
        if any(by_kind.values()):
            rows.append(YearRow(year, by_kind, sum(by_kind.values())))
    return YearTable(tuple(rows), is_whole)
