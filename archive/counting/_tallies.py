"""How many entries pass the filters, from the tallies where they hold it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Case, F, Q, Sum, When

from archive.entry_queries import QueryPlan, choose_query_plan
from archive.filters import Choice, SearchFilters, list_chosen, list_excluded
from archive.models import ENTRY_KINDS, Tallied, Tally
from archive.models.counts.month_numbers import (
    ALL_MONTHS,
    PAIR_MONTH,
    UNDATED_MONTH,
    YEAR_ZERO,
)
from archive.models.counts.tally import TallyKey

from ._tally_snapshot import TallySnapshot, TallyTotals, load_totals

CountsByMonth = Counter[tuple[int, str]]  # (month, `starts` or `ends`) → entries
PAIR = " t:"  # between a region and a concept
JANUARY = Case(
    When(month__gte=0, then=F("month") / 12 * 12), default=F("month")
)  # of the year of a month
ALL_ENTRIES = Choice("")  # the tally key of everything
LEAST_ENTRIES = 5_000  # entries; below it counting them one by one is as quick


@dataclass(frozen=True)
class MonthCounts:
    """Entries by the month in which they begin and end, each a `month_number`; by year
    where only the years are known."""

    starts: Counter[int]
    ends: Counter[int]
    undated: int
    total: int
    is_by_year: bool = False


@dataclass(frozen=True)
class RegionTallies:
    """A region's entries by kind, each year's in its first month; and concepts."""

    by_kind: dict[str, MonthCounts]
    tags: dict[str, int]


class Tallies:
    """The tallies of some kinds, put right by what the outbox knows and they do not.

    The entries that wait there are taken out as they were counted and counted as they
    are now, as are those whose embargo is over and that nobody counted yet: so the
    numbers are exact at every moment. One query, one for each line, one for the
    totals in each epoch, and two more where something waits.
    """

    def __init__(self, kinds: frozenset[str], now: TallySnapshot | None = None) -> None:
        self.kinds = kinds
        self._now = now or TallySnapshot()
        self.is_usable = self._now.is_known and self.number >= LEAST_ENTRIES

    def select_kinds(self, kinds: Iterable[str]) -> Tallies:
        """Those of other kinds at the same moment."""
        return Tallies(frozenset(kinds), self._now)

    @cached_property
    def _totals(self) -> TallyTotals:
        return load_totals(self._now.epoch)

    @cached_property
    def _changes(self) -> list[tuple[Tallied, int]]:
        return [each for each in self._now.changes if each[0].kind in self.kinds]

    def count_months(self, key: Choice = ALL_ENTRIES) -> MonthCounts:
        """The months of one tally key, or of all but an excluded one; of a pair, the
        first or last ones of years. One query, two where it is excluded."""
        value = key.value
        if key.excluded:
            return _subtract_counts(
                self.count_months(), self.count_months(Choice(value))
            )
        rows = Tally.objects.filter(value=value, kind__in=self.kinds).order_by()
        change = CountsByMonth()
        if PAIR in value:
            for total, years in rows.values_list("starts", "years"):
                change[PAIR_MONTH, "starts"] += total
                change.update({(PAIR_MONTH, part): n for part, n in years.items()})
        else:
            sums = Sum("starts"), Sum("ends")
            for month, starts, ends in rows.values_list("month").annotate(*sums):
                change[month, "starts"] = starts
                change[month, "ends"] = ends
        for row, sign in self._changes:
            for (place, part), n in row.list_counts(sign).items():
                if place[0] == value:
                    change[place[2], part] += n
        return (
            _build_pair_counts(change) if PAIR in value else _build_month_counts(change)
        )

    def count_beside(self, *values: str) -> dict[str, int]:
        """Entries by what stands beside any of `values` (`r:CN`, `t:theme/x`) in a
        pair: `t:` and `r:` in front. One query."""
        asked: list[str] = []
        for value in values:
            is_tag = value.startswith("t:")
            others = self._totals.sum_by_value(
                "r" if is_tag else "t", frozenset(ENTRY_KINDS)
            )
            asked += [f"r:{o}{PAIR}{value[2:]}" if is_tag else f"{value}{PAIR}{o}"
                      for o in others]  # fmt: skip
        rows = Tally.objects.filter(
            month=PAIR_MONTH, value__in=asked, kind__in=self.kinds
        )
        found = Counter(dict.fromkeys(asked, 0))
        for pair, n in rows.order_by().values_list("value", "starts"):
            found[pair] += n
        for row, sign in self._changes:
            for (key, part), n in row.list_counts(sign).items():
                if key[2] == PAIR_MONTH and part == "starts":
                    found[key[0]] += n
        return _keep_other_halves(found, values)

    def count_region(self, code: str, role: str) -> RegionTallies:
        """The years of a region in one role, or ("") as subject, by kind; as subject
        also the concepts of its entries. One query."""
        value = f"{role or 'r'}:{code}"
        known = {} if role else self._totals.sum_by_value("t", frozenset(ENTRY_KINDS))
        asked = [f"{value}{PAIR}{key}" for key in known]
        rows = Tally.objects.filter(
            Q(value=value) | Q(value__in=asked, month=PAIR_MONTH), kind__in=self.kinds
        )
        counter = _RegionCounter(value, self.kinds)
        sums = Sum("starts"), Sum("ends")
        by_year = rows.order_by().values_list("value", "kind", JANUARY)
        for key, kind, month, starts, ends in by_year.annotate(*sums):
            counter.add((key, kind, month), "starts", starts)
            counter.add((key, kind, month), "ends", ends)
        for row, sign in self._changes:
            for (key, part), n in row.list_counts(sign).items():
                counter.add(key, part, n)
        return counter.make_tallies()

    def count_by_kind(self) -> dict[str, int]:
        """Entries by kind."""
        found = Counter(self._totals.by_prefix.get("", {}).get("", {}))
        for row, sign in self._changes:
            found[row.kind] += sign
        return {kind: n for kind, n in found.items() if kind in self.kinds}

    @property
    def number(self) -> int:
        """How many entries there are of all kinds, as last counted."""
        return self._now.number

    def count_by_value(self, prefix: str) -> dict[str, int]:
        """Entries by value, of all values that begin so (`r:`, a role with `:`, or
        `t:`), prefix off. Not to be changed."""
        held = self._totals.sum_by_value(prefix.rstrip(":"), self.kinds)
        if not self._changes:
            return held
        found = Counter(held)
        for row, sign in self._changes:
            for value in row.values:
                if value.startswith(prefix):
                    found[value[len(prefix) :]] += sign
        return {key: n for key, n in found.items() if n}

    def list_most_frequent(self, prefix: str, number: int) -> list[str]:
        """The values that most entries of all kinds have, as last counted."""
        held = self._totals.sum_by_value(prefix.rstrip(":"), frozenset(ENTRY_KINDS))
        return sorted(held, key=lambda value: (-held[value], value))[:number]

    def choose_plan(self, filters: SearchFilters, until: int) -> QueryPlan:
        """The quickest to the entry at the place `until` of what `filters` finds, as
        last counted; of several regions and tags as if they had nothing in common."""
        every = self.number
        kinds = frozenset(ENTRY_KINDS)
        regions = self._totals.sum_by_value(filters.role or "r", kinds)
        tags = self._totals.sum_by_value("t", kinds)
        chosen = [regions.get(code, 0) for code in list_chosen(filters.regions)]
        chosen += [tags.get(key, 0) for key in list_chosen(filters.tags)]
        if not chosen or len(filters.regions) > 1 or len(filters.tags) > 1:
            return QueryPlan.ANY
        found = float(every)
        for number in chosen:
            found *= number / every
        return choose_query_plan(int(found), min(chosen), every, until)


class _RegionCounter:
    """Adds up a region's tallies by year and kind, and those of its pairs by tag."""

    def __init__(self, value: str, kinds: Iterable[str]) -> None:
        self._value = value
        self._pair_start = f"{value}{PAIR}"
        self._months = {kind: CountsByMonth() for kind in kinds}
        self._tags: Counter[str] = Counter()

    def add(self, key: TallyKey, part: str, n: int) -> None:
        """Count `n` in; what is not of this region is left out."""
        value, kind, month = key
        if value == self._value:
            january = month // 12 * 12 if month >= 0 else month
            self._months[kind][january, part] += n
        elif part == "starts" and value.startswith(self._pair_start):
            self._tags[value.removeprefix(self._pair_start)] += n

    def make_tallies(self) -> RegionTallies:
        return RegionTallies(
            {kind: _build_month_counts(held) for kind, held in self._months.items()},
            {key: n for key, n in self._tags.items() if n},
        )


def _build_month_counts(change: CountsByMonth) -> MonthCounts:
    return MonthCounts(
        Counter({m: n for (m, p), n in change.items() if p == "starts" and m >= 0}),
        Counter({m: n for (m, p), n in change.items() if p == "ends" and m >= 0}),
        change[UNDATED_MONTH, "starts"],
        change[ALL_MONTHS, "starts"],
    )


def _subtract_counts(every: MonthCounts, one: MonthCounts) -> MonthCounts:
    return MonthCounts(
        every.starts - one.starts,
        every.ends - one.ends,
        every.undated - one.undated,
        every.total - one.total,
    )


def _build_pair_counts(change: CountsByMonth) -> MonthCounts:
    """By years: what begins in one as in its first month, what ends as in its last."""
    parts = [(part, n) for (_month, part), n in change.items() if part[0] in "+-"]
    starts = {_month_of_year(part, 0): n for part, n in parts if part[0] == "+"}
    ends = {_month_of_year(part, 11): n for part, n in parts if part[0] == "-"}
    total = change[PAIR_MONTH, "starts"]
    undated = total - sum(starts.values())
    return MonthCounts(Counter(starts), Counter(ends), undated, total, is_by_year=True)


def _month_of_year(part: str, place: int) -> int:
    return YEAR_ZERO + int(part[1:]) * 12 + place


def _keep_other_halves(
    found: Mapping[str, int], values: Iterable[str]
) -> dict[str, int]:
    """The other half of each pair."""
    other: dict[str, int] = {}
    for pair, n in found.items():
        region, _between, tag = pair.partition(PAIR)
        if region in values:
            other[f"t:{tag}"] = n
        if f"t:{tag}" in values:
            other[region] = n
    return {value: n for value, n in other.items() if n}


def find_region_tallies(filters: SearchFilters) -> Tallies | None:
    """The tallies where they count what the filters find in each place: they ask for
    kinds and one role at most."""
    bare = replace(filters, role="", regions=())
    is_more = bare.tags or bare.date_from or bare.date_to or bare.undated
    return None if is_more else find_tallies(bare)


def find_tallies(filters: SearchFilters) -> Tallies | None:
    """The tallies of the kinds that the filters let pass; None where they ask for what
    they do not tell apart (words, languages, credits, sources), where they are few, or
    where too much waits."""
    if filters.q or filters.languages or filters.credit or filters.source:
        return None
    found = Tallies(filters.passing_kinds)
    return found if found.is_usable else None


def build_tally_key(filters: SearchFilters) -> Choice | None:
    """The key under which the tallies hold what the filters ask for: all, one region,
    as subject or in one role, one tag, or one of each, that region as subject; an
    excluded key is all but one region or tag. None for anything else."""
    prefix = filters.role or "r"
    keys = [Choice(f"{prefix}:{c.value}", c.excluded) for c in filters.regions]
    keys += [Choice(f"t:{c.value}", c.excluded) for c in filters.tags]
    if not keys:
        return ALL_ENTRIES
    if len(keys) == 1:
        return keys[0]
    is_pair = len(filters.regions) == len(filters.tags) == 1
    if not is_pair or filters.role or list_excluded(keys):
        return None
    return Choice(" ".join(list_chosen(keys)))


def plan_entry_list(filters: SearchFilters, until: int) -> tuple[int | None, QueryPlan]:
    """How many entries filters without words find, and the quickest way to the
    place `until` of them, by the tallies; None and any way where they do not tell.
    Two queries, and one for the totals in each epoch."""
    is_more = filters.date_from or filters.date_to or filters.undated
    held = None if is_more else find_tallies(filters)
    if held is None:
        return None, QueryPlan.ANY
    key = build_tally_key(filters)
    total = None if key is None else held.count_months(key).total
    return total, held.choose_plan(filters, until)
