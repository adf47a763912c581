"""How many entries begin and end when: what every bar is counted from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate

from django.db.models import Count

from archive.counting import (
    MonthCounts,
)
from archive.models.counts.month_numbers import YEAR_ZERO
from archive.models.entries.entry import EntryQuerySet
from archive.text.dates import day_number

from ._begun_before import select_begun_before
from ._time_bins import TimeScale
from ._windows import TimeSpan


class SpanCounts:
    """Entries by their first and last day.

    A closed span counts wherever it reaches, an open one at its known end: what
    touches the days a to b has begun by b and has not ended before a.
    """

    def __init__(
        self,
        starts: Counter[int],
        ends: Counter[int],
        dated: int,
        undated: int,
        *,
        is_by_day: bool = True,
        is_by_year: bool = False,
    ) -> None:
        self.is_by_day, self.is_by_year = is_by_day, is_by_year
        self._starts, self._begun = _running_totals(starts)
        self._ends, self._ended = _running_totals(ends)
        self.dated, self.undated = dated, undated

    @classmethod
    def from_spans(
        cls, spans: Iterable[tuple[int, int, int]], undated: int = 0
    ) -> SpanCounts:
        """From (first day, last day, entries)."""
        starts: Counter[int] = Counter()
        ends: Counter[int] = Counter()
        for first, last, number in spans:
            starts[first] += number
            ends[last] += number
        return cls(starts, ends, sum(starts.values()), undated)

    @classmethod
    def count_now(cls, entries: EntryQuerySet) -> SpanCounts:
        """Counted now; one query, a row for each span that occurs."""
        rows = entries.order_by().values_list("counts_from", "counts_to")
        spans, undated = [], 0
        for first, last, number in rows.annotate(n=Count("pk")):
            if first is None or last is None:
                undated = number
            else:
                spans.append((first, last, number))
        return cls.from_spans(spans, undated)

    @classmethod
    def count_within(
        cls, entries: EntryQuerySet, earliest: int, latest: int
    ) -> SpanCounts:
        """Counted now, of those that touch these days; one query, in which each part
        has an index to itself."""
        inside = entries.filter(counts_from__gte=earliest, counts_from__lte=latest)
        first, *others = (
            part.order_by()
            .values_list("counts_from", "counts_to")
            .annotate(n=Count("pk"))
            for part in (inside, *select_begun_before(entries, earliest))
        )
        return cls.from_spans(first.union(*others, all=True))

    @classmethod
    def from_tallies(cls, counted: MonthCounts) -> SpanCounts:
        """From the tallies: right for what begins and ends with a month, or with a
        year."""
        starts = {
            _first_day_of_month(month): n for month, n in counted.starts.items() if n
        }
        ends = {
            _first_day_of_month(month + 1) - 1: n
            for month, n in counted.ends.items()
            if n
        }
        dated = counted.total - counted.undated
        return cls(
            Counter(starts),
            Counter(ends),
            dated,
            counted.undated,
            is_by_day=False,
            is_by_year=counted.is_by_year,
        )

    @property
    def extent(self) -> tuple[int, int] | None:
        """The first and the last day, or None where nothing is dated."""
        if not self.dated:
            return None
        return self._starts[0], self._ends[-1]

    def is_fine_enough_for(self, window: TimeSpan, scale: TimeScale) -> bool:
        """Whether it is as fine as a window and bars of that scale."""
        if self.is_by_day:
            return True
        if self.is_by_year:
            return window.is_of_years and scale not in (TimeScale.DAY, TimeScale.MONTH)
        return window.is_of_months and scale is not TimeScale.DAY

    def count_touching(self, earliest: int, latest: int) -> int:
        """How many entries touch these days."""
        begun = self._begun[bisect_right(self._starts, latest)]
        return begun - self._ended[bisect_left(self._ends, earliest)]


def _running_totals(numbers: Counter[int]) -> tuple[list[int], list[int]]:
    days = sorted(numbers)
    return days, [0, *accumulate(numbers[day] for day in days)]


def _first_day_of_month(month: int) -> int:
    year, place = divmod(month - YEAR_ZERO, 12)
    return day_number(year, place + 1, 1)
