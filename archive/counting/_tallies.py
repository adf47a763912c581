"""How many entries pass the filters, read from the tallies where they can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Q, Sum

from archive.entry_queries import QueryPlan, choose_query_plan
from archive.filters import Choice, SearchFilters, list_chosen, list_excluded
from archive.models import ENTRY_KINDS, Tallied, Tally
from archive.models.counts.month_numbers import PAIR_MONTH
from archive.models.counts.tallied import TallyKey

from ._month_counts import (
    CountsByMonth,
    MonthCounts,
    build_month_counts,
    build_pair_counts,
    subtract_counts,
)
from ._tally_snapshot import TallySnapshot, TallyTotals, load_totals
from ._value_counts import JANUARY, PAIR, count_values_by_kind

ALL_ENTRIES = Choice("")  # the tally key of everything
LEAST_ENTRIES = 5_000  # with fewer, counting the rows is as quick


@dataclass(frozen=True)
class RegionTallies:
    """A region's entries by kind, counted in the first month of each year; and its
    entries by tag key, empty where a role was given."""

    by_kind: dict[str, MonthCounts]
    tags: dict[str, int]


class Tallies:
    """Exact entry counts of some kinds: the stored tallies, corrected.

    An entry that waits in the outbox, or whose embargo has just ended, is not yet
    counted as it is now. Each method subtracts its old counts and adds its new ones.
    Making one costs a query, and two more where entries wait; the totals cost one
    query in each epoch.
    """

    def __init__(
        self, kinds: frozenset[str], snapshot: TallySnapshot | None = None
    ) -> None:
        self.kinds = kinds
        self._snapshot = snapshot or TallySnapshot()
        self.is_usable = self._snapshot.is_known and self.entries_total >= LEAST_ENTRIES

    def select_kinds(self, kinds: Iterable[str]) -> Tallies:
        """The tallies of other kinds at the same moment; no query."""
        return Tallies(frozenset(kinds), self._snapshot)

    @cached_property
    def _totals(self) -> TallyTotals:
        return load_totals(self._snapshot.epoch)

    @cached_property
    def _changes(self) -> list[tuple[Tallied, int]]:
        changes = self._snapshot.changes
        return [(row, sign) for row, sign in changes if row.kind in self.kinds]

    def count_months(self, key: Choice = ALL_ENTRIES) -> MonthCounts:
        """The entries by month under one tally key, or under all but an excluded one.

        The key of a region and a tag together is only known by year. One query, two
        for an excluded key.
        """
        value = key.value
        if key.excluded:
            return subtract_counts(
                self.count_months(), self.count_months(Choice(value))
            )
        rows = Tally.objects.filter(value=value, kind__in=self.kinds).order_by()
        counts = CountsByMonth()
        if PAIR in value:
            for total, years in rows.values_list("starts", "years"):
                counts[PAIR_MONTH, "starts"] += total
                counts.update({(PAIR_MONTH, part): n for part, n in years.items()})
        else:
            sums = Sum("starts"), Sum("ends")
            for month, starts, ends in rows.values_list("month").annotate(*sums):
                counts[month, "starts"] = starts
                counts[month, "ends"] = ends
        for row, sign in self._changes:
            for ((key_value, _kind, month), part), n in row.list_counts(sign).items():
                if key_value == value:
                    counts[month, part] += n
        if PAIR in value:
            return build_pair_counts(counts)
        return build_month_counts(counts)

    def count_months_by_kind(
        self, values: Collection[str], *, is_by_month: bool = False
    ) -> dict[str, dict[str, MonthCounts]]:
        """The entries of each value by kind, in the first month of each year.

        Values are written as the tallies write them: "" (everything), `r:CN`,
        `t:theme/x`, `r:CN t:theme/x`. With `is_by_month`, all but the last sort are
        counted in each month. One query, one more where there are pairs.
        """
        return count_values_by_kind(
            values, self.kinds, self._changes, is_by_month=is_by_month
        )

    def count_paired_values(self, *values: str) -> dict[str, int]:
        """How many entries each tag of the given regions has, and each region of the
        given tags.

        Values are written as the tallies write them: `r:CN`, `t:theme/x`. One query.
        """
        pairs: list[str] = []
        for value in values:
            is_tag = value.startswith("t:")
            others = self._totals.sum_by_value(
                "r" if is_tag else "t", frozenset(ENTRY_KINDS)
            )
            pairs += [
                f"r:{other}{PAIR}{value[2:]}" if is_tag else f"{value}{PAIR}{other}"
                for other in others
            ]
        rows = Tally.objects.filter(
            month=PAIR_MONTH, value__in=pairs, kind__in=self.kinds
        )
        counts = Counter(dict.fromkeys(pairs, 0))
        for pair, n in rows.order_by().values_list("value", "starts"):
            counts[pair] += n
        for row, sign in self._changes:
            for ((pair, _kind, month), part), n in row.list_counts(sign).items():
                if month == PAIR_MONTH and part == "starts":
                    counts[pair] += n
        return _keep_other_halves(counts, values)

    def count_region(self, code: str, role: str) -> RegionTallies:
        """The entries of a region by kind and year, and by tag.

        With a `role`, only those tied to the region in that role, and no tags; with
        "", those that have it as subject. One query.
        """
        value = f"{role or 'r'}:{code}"
        tag_keys = (
            {} if role else self._totals.sum_by_value("t", frozenset(ENTRY_KINDS))
        )
        pairs = [f"{value}{PAIR}{key}" for key in tag_keys]
        rows = Tally.objects.filter(
            Q(value=value) | Q(value__in=pairs, month=PAIR_MONTH), kind__in=self.kinds
        )
        counter = _RegionCounter(value, self.kinds)
        sums = Sum("starts"), Sum("ends")
        by_year = rows.order_by().values_list("value", "kind", JANUARY)
        for key_value, kind, month, starts, ends in by_year.annotate(*sums):
            counter.add((key_value, kind, month), "starts", starts)
            counter.add((key_value, kind, month), "ends", ends)
        for row, sign in self._changes:
            for (key, part), n in row.list_counts(sign).items():
                counter.add(key, part, n)
        return counter.make_tallies()

    def count_by_kind(self) -> dict[str, int]:
        """Entries by kind."""
        counts = Counter(self._totals.by_prefix.get("", {}).get("", {}))
        for row, sign in self._changes:
            counts[row.kind] += sign
        return {kind: n for kind, n in counts.items() if kind in self.kinds}

    @property
    def entries_total(self) -> int:
        """How many entries of all kinds the last update counted; not corrected."""
        return self._snapshot.entries_total

    def count_by_value(self, prefix: str) -> dict[str, int]:
        """Entries by region code (prefix `r:`, or a role and `:`) or tag key (`t:`).

        Do not change the result: it may be shared by other requests.
        """
        stored = self._totals.sum_by_value(prefix.rstrip(":"), self.kinds)
        if not self._changes:
            return stored
        counts = Counter(stored)
        for row, sign in self._changes:
            for value in row.values:
                if value.startswith(prefix):
                    counts[value[len(prefix) :]] += sign
        return {key: n for key, n in counts.items() if n}

    def list_most_frequent(self, prefix: str, limit: int) -> list[str]:
        """The region codes or tag keys with most entries of all kinds, not corrected
        by what waits in the outbox."""
        counts = self._totals.sum_by_value(prefix.rstrip(":"), frozenset(ENTRY_KINDS))
        return sorted(counts, key=lambda value: (-counts[value], value))[:limit]

    def choose_plan(self, filters: SearchFilters, stop: int) -> QueryPlan:
        """The quickest plan to read the first `stop` entries that `filters` find.

        How many they find is estimated: a region and a tag count as independent.
        """
        kinds = frozenset(ENTRY_KINDS)
        regions = self._totals.sum_by_value(filters.role or "r", kinds)
        tags = self._totals.sum_by_value("t", kinds)
        tied_counts = [regions.get(code, 0) for code in list_chosen(filters.regions)]
        tied_counts += [tags.get(key, 0) for key in list_chosen(filters.tags)]
        if not tied_counts or len(filters.regions) > 1 or len(filters.tags) > 1:
            return QueryPlan.ANY
        estimate = float(self.entries_total)
        for count in tied_counts:
            estimate *= count / self.entries_total
        return choose_query_plan(
            int(estimate), min(tied_counts), self.entries_total, stop
        )


class _RegionCounter:
    """Adds up a region's tallies by year and kind, and those of its pairs by tag."""

    def __init__(self, value: str, kinds: Iterable[str]) -> None:
        self._value = value
        self._pair_start = f"{value}{PAIR}"
        self._months = {kind: CountsByMonth() for kind in kinds}
        self._tags: Counter[str] = Counter()

    def add(self, key: TallyKey, part: str, number: int) -> None:
        """Add `number` to a key's `starts` or `ends`; ignores other regions."""
        value, kind, month = key
        if value == self._value:
            january = month // 12 * 12 if month >= 0 else month
            self._months[kind][january, part] += number
        elif part == "starts" and value.startswith(self._pair_start):
            self._tags[value.removeprefix(self._pair_start)] += number

    def make_tallies(self) -> RegionTallies:
        """The sums so far, without tags that no entry has."""
        return RegionTallies(
            {kind: build_month_counts(months) for kind, months in self._months.items()},
            {key: n for key, n in self._tags.items() if n},
        )


def _keep_other_halves(
    pair_counts: Mapping[str, int], values: Iterable[str]
) -> dict[str, int]:
    """Counts by the half of each pair that is not among `values`."""
    other: dict[str, int] = {}
    for pair, n in pair_counts.items():
        region, _separator, tag = pair.partition(PAIR)
        if region in values:
            other[f"t:{tag}"] = n
        if f"t:{tag}" in values:
            other[region] = n
    return {value: n for value, n in other.items() if n}


def find_region_tallies(filters: SearchFilters) -> Tallies | None:
    """Tallies that count, in each region, what the filters find there.

    None where the filters set anything but kinds, regions and a role, or where
    `find_tallies` finds none.
    """
    others = replace(filters, role="", regions=())
    if others.tags or others.date_from or others.date_to or others.undated:
        return None
    return find_tallies(others)


def find_tallies(filters: SearchFilters) -> Tallies | None:
    """The tallies of the kinds that the filters let pass, or None.

    None where the filters set what tallies do not distinguish (words, languages,
    credits, sources, outlets, narratives, baskets, when entries were added), where the
    archive is so small that counting rows is as quick, or where too many entries wait
    in the outbox. Regions, tags and dates are for the caller to apply.
    """
    if filters.q or filters.languages or filters.credit or filters.source:
        return None
    if filters.added or filters.outlets or filters.narrative or filters.in_basket:
        return None
    tallies = Tallies(filters.passing_kinds)
    return tallies if tallies.is_usable else None


def build_tally_key(filters: SearchFilters) -> Choice | None:
    """The key under which the tallies count what the filters find, or None.

    There are keys for everything, for one region (as subject, or in one role), for
    one tag, and for one region as subject with one tag. An excluded key means
    everything but that region or tag.
    """
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


def plan_entry_list(filters: SearchFilters, stop: int) -> tuple[int | None, QueryPlan]:
    """How many entries the filters find, and the quickest plan to read the first
    `stop` of them; (None, ANY) where the tallies cannot tell.

    Two queries, and one more for the totals in each epoch.
    """
    has_dates = filters.date_from or filters.date_to or filters.undated
    tallies = None if has_dates else find_tallies(filters)
    if tallies is None:
        return None, QueryPlan.ANY
    key = build_tally_key(filters)
    total = None if key is None else tallies.count_months(key).total
    return total, tallies.choose_plan(filters, stop)
