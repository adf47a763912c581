"""Numbers of entries by the months in which they begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from archive.entry_queries import QueryPlan, choose_query_plan
from archive.models.counts.month_numbers import (
    ALL_MONTHS,
    PAIR_MONTH,
    UNDATED_MONTH,
    YEAR_ZERO,
)

CountsByMonth = Counter[tuple[int, str]]  # (month, `starts` or `ends`) → entries


@dataclass(frozen=True)
class MonthCounts:
    """How many entries begin (`starts`) and end (`ends`) in each month.

    Months are numbers as `get_month_number` gives them. With `is_by_year`, starts are
    counted in the first month of their year and ends in the last.
    """

    starts: Counter[int]
    ends: Counter[int]
    undated: int
    total: int
    is_by_year: bool = False


@dataclass(frozen=True)
class CountedEntries:
    """The entries that filters find, by month, and how many the archive holds."""

    months: MonthCounts
    entries_total: int

    def choose_plan(self, stop: int) -> QueryPlan:
        """The quickest plan to read the first `stop` of them. That a region or tag may
        have more entries than pass the filters is left out, so WALK is seldom chosen
        wrongly."""
        number = self.months.total
        plan = choose_query_plan(number, number, self.entries_total, stop)
        return plan if plan is QueryPlan.WALK else QueryPlan.ANY


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


def subtract_counts(every: MonthCounts, excluded: MonthCounts) -> MonthCounts:
    return MonthCounts(
        every.starts - excluded.starts,
        every.ends - excluded.ends,
        every.undated - excluded.undated,
        every.total - excluded.total,
    )


def add_month_counts(some: MonthCounts, others: MonthCounts) -> MonthCounts:
    """The counts of two sets of entries that share none, both by month."""
    return MonthCounts(
        some.starts + others.starts,
        some.ends + others.ends,
        some.undated + others.undated,
        some.total + others.total,
    )


def build_pair_counts(counts: CountsByMonth) -> MonthCounts:
    """Counts by year: a start stands in its year's first month, an end in the last.

    The parts of a pair are `+2019` (begins in 2019) and `-2019` (ends in 2019).
    """
    parts = [(part, n) for (_month, part), n in counts.items() if part[0] in "+-"]
    starts = {_month_of_year(part, 0): n for part, n in parts if part[0] == "+"}
    ends = {_month_of_year(part, 11): n for part, n in parts if part[0] == "-"}
    total = counts[PAIR_MONTH, "starts"]
    undated = total - sum(starts.values())
    return MonthCounts(Counter(starts), Counter(ends), undated, total, is_by_year=True)


def _month_of_year(part: str, month_index: int) -> int:
    return YEAR_ZERO + int(part[1:]) * 12 + month_index
