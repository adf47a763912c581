"""How many entries begin and end on which day: the source of every bar."""

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
    """Numbers of entries by first and last day, to count how many touch any days.

    An entry touches the days a to b if it began by b and did not end before a. A date
    with an open end counts at its known end.
    """

    def __init__(
        self,
        starts: Counter[int],
        ends: Counter[int],
        dated: int,
        undated: int,
        *,
        is_by_day: bool = True,
    ) -> None:
        self.is_by_day = is_by_day
        self._starts, self._begun = _running_totals(starts)
        self._ends, self._ended = _running_totals(ends)
        self.dated, self.undated = dated, undated

    @classmethod
    def from_spans(
        cls, spans: Iterable[tuple[int, int, int]], undated: int = 0
    ) -> SpanCounts:
        """Counts from triples (first day, last day, number of entries)."""
        starts: Counter[int] = Counter()
        ends: Counter[int] = Counter()
        for first, last, number in spans:
            starts[first] += number
            ends[last] += number
        return cls(starts, ends, sum(starts.values()), undated)

    @classmethod
    def count_now(cls, entries: EntryQuerySet) -> SpanCounts:
        """Count the rows of `entries`; one query with a row for each distinct span."""
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
        """Count the rows of `entries` that touch these days; one query, a union whose
        parts each use an index."""
        inside = entries.filter(counts_from__gte=earliest, counts_from__lte=latest)
        first, *others = (
            part.order_by()
            .values_list("counts_from", "counts_to")
            .annotate(n=Count("pk"))
            for part in (inside, *select_begun_before(entries, earliest))
        )
        return cls.from_spans(first.union(*others, all=True))

    @classmethod
    def from_months(cls, months: MonthCounts) -> SpanCounts:
        """Counts by month: exact for windows of whole months."""
        starts = {
            _first_day_of_month(month): n for month, n in months.starts.items() if n
        }
        ends = {
            _first_day_of_month(month + 1) - 1: n
            for month, n in months.ends.items()
            if n
        }
        dated = months.total - months.undated
        return cls(
            Counter(starts),
            Counter(ends),
            dated,
            months.undated,
            is_by_day=False,
        )

    @property
    def extent(self) -> tuple[int, int] | None:
        """The first and the last day of all entries, or None where none is dated."""
        if not self.dated:
            return None
        return self._starts[0], self._ends[-1]

    def is_fine_enough_for(self, window: TimeSpan, scale: TimeScale) -> bool:
        """Whether the counts are exact for a window with bars of this scale."""
        if self.is_by_day:
            return True
        return window.is_of_months and scale is not TimeScale.DAY

    def count_touching(self, earliest: int, latest: int) -> int:
        """How many entries touch the days from `earliest` to `latest`."""
        begun = self._begun[bisect_right(self._starts, latest)]
        return begun - self._ended[bisect_left(self._ends, earliest)]

    def find_bar(self, place: int, since: int | None = None) -> tuple[int, int]:
        """The day on which the bar begins that holds the entry at `place` of those that
        begin from the day `since` on, and its place among those that begin from that
        day on. With it a page is read without all entries before it."""
        if not self._starts:
            return since or 0, place
        before = 0 if since is None else self._begun[bisect_left(self._starts, since)]
        bar = min(bisect_right(self._begun, before + place), len(self._starts)) - 1
        return self._starts[bar], before + place - self._begun[bar]


def _running_totals(numbers: Counter[int]) -> tuple[list[int], list[int]]:
    days = sorted(numbers)
    return days, [0, *accumulate(numbers[day] for day in days)]


def _first_day_of_month(month: int) -> int:
    year, month_index = divmod(month - YEAR_ZERO, 12)
    return day_number(year, month_index + 1, 1)
