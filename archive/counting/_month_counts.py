"""Numbers of entries by the months in which they begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from archive.entry_queries import QueryPlan, choose_query_plan
from archive.filters import SearchFilters, list_chosen
from archive.models.counts.month_numbers import ALL_MONTHS, UNDATED_MONTH

CountsByMonth = Counter[tuple[int, str]]  # (month, `starts` or `ends`) → entries


@dataclass(frozen=True)
class MonthCounts:
    """How many entries begin (`starts`) and end (`ends`) in each month.

    Months are numbers as `get_month_number` gives them.
    """

    starts: Counter[int]
    ends: Counter[int]
    undated: int
    total: int


@dataclass(frozen=True)
class KindAndTagCounts:
    """Entries by kind, counted in the first month of each year; and by tag key."""

    by_kind: dict[str, MonthCounts]
    tags: dict[str, int]


@dataclass(frozen=True)
class EntryTotal:
    """How many entries filters find, and how many the archive holds."""

    number: int
    entries_total: int

    def choose_plan(self, filters: SearchFilters, stop: int) -> QueryPlan:
        """The quickest plan to read the first `stop` entries that `filters` find.

        That a region or tag may have more entries than pass the filters is left out, so
        WALK is seldom chosen wrongly. ANY where more decides than one region and tag.
        """
        plan = choose_query_plan(self.number, self.number, self.entries_total, stop)
        has_ties = list_chosen(filters.regions) or list_chosen(filters.tags)
        has_dates = filters.date_from or filters.date_to or filters.undated
        is_plain = max(len(filters.regions), len(filters.tags)) <= 1 and not has_dates
        if plan is QueryPlan.WALK or (has_ties and is_plain):
            return plan
        return QueryPlan.ANY


@dataclass(frozen=True)
class CountedEntries:
    """The entries that filters find, by month, and how many the archive holds."""

    months: MonthCounts
    entries_total: int

    def choose_plan(self, filters: SearchFilters, stop: int) -> QueryPlan:
        """The quickest plan to read the first `stop` of them."""
        total = EntryTotal(self.months.total, self.entries_total)
        return total.choose_plan(filters, stop)


class RunningCounts:
    """Counts how many entries touch a span of days, months or years, from the numbers
    that begin and end in each."""

    def __init__(self, starts: Mapping[int, int], ends: Mapping[int, int]) -> None:
        self.starts, self.ends = sorted(starts), sorted(ends)
        self._begun = [0, *accumulate(starts[each] for each in self.starts)]
        self._ended = [0, *accumulate(ends[each] for each in self.ends)]

    def count_touching(self, first: int, last: int) -> int:
        """Entries that began by `last`, less those that ended before `first`."""
        begun = self._begun[bisect_right(self.starts, last)]
        return begun - self._ended[bisect_left(self.ends, first)]


def build_month_counts(counts: CountsByMonth) -> MonthCounts:
    return MonthCounts(
        Counter({m: n for (m, p), n in counts.items() if p == "starts" and m >= 0}),
        Counter({m: n for (m, p), n in counts.items() if p == "ends" and m >= 0}),
        counts[UNDATED_MONTH, "starts"],
        counts[ALL_MONTHS, "starts"],
    )


def add_month_counts(some: MonthCounts, others: MonthCounts) -> MonthCounts:
    """The counts of two sets of entries that share none, both by month."""
    return MonthCounts(
        some.starts + others.starts,
        some.ends + others.ends,
        some.undated + others.undated,
        some.total + others.total,
    )
