"""Exact numbers of what filters find, from the columns of the index.

Entries that wait for the index worker are left out of the index's numbers and counted
in the database, so that a withdrawal and a publication count at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from archive.counting import (
    CountedEntries,
    CountsByRole,
    MonthCounts,
    RegionTallies,
    add_month_counts,
    count_rows_by_month,
    count_rows_by_role,
)
from archive.filters import ROLES, SearchFilters
from archive.models import ENTRY_KINDS
from archive.models.counts.month_numbers import YEAR_ZERO
from archive.models.held_values import HeldValues
from archive.search.engines.protocol import ColumnCount, PairCount, PairCounts
from archive.search.query.index_filters import choose_region_column

from .column_evaluation import (
    NO_GROUP,
    ValueCounts,
    add_waiting_tags,
    evaluate_counts,
    hold_count,
    name_regions,
)

REGION_COLUMNS = {"": "regions"} | {role: role for role in ROLES}
MOST_HELD = 32  # results of a function, for as many choices of filters


@dataclass(frozen=True)
class TimelineCounts:
    """The entries that filters find by month; by region code as if no region were
    chosen, in the filters' role; and by tag key as if no tag were."""

    entries: CountedEntries
    regions: dict[str, int]
    tags: dict[str, int]


@dataclass(frozen=True)
class RoleCounts:
    """Entries by role and region, and how many entries the index holds."""

    by_role: CountsByRole
    entries_total: int


_totals = HeldValues[SearchFilters, int](MOST_HELD)
_timelines = HeldValues[SearchFilters, TimelineCounts](MOST_HELD)
_roles = HeldValues[SearchFilters, RoleCounts](MOST_HELD)
_kinds_and_tags = HeldValues[SearchFilters, RegionTallies](MOST_HELD)
_tags = HeldValues[SearchFilters, dict[str, int]](MOST_HELD)


def count_total(filters: SearchFilters) -> int | None:
    """How many public entries the filters find.

    None where the index is not asked: for words, in an archive that is so small that
    the database counts as quickly, where the index can't be read, and where too many
    entries wait for the index worker. One evaluation; a query, one for each of
    regions, tags and sources in the filters, and another where entries wait. Like the
    others it costs nothing again until the next commit where the filters set types, a
    region and a tag at most. Do not change a result: others share it.
    """
    return hold_count(_totals, filters, _count_total)


def _count_total(filters: SearchFilters) -> int | None:
    counted = evaluate_counts(filters, ())
    if counted is None:
        return None
    waiting = counted.select_waiting()
    return counted.answer.total + (0 if waiting is None else waiting.count())


def count_timeline(filters: SearchFilters) -> TimelineCounts | None:
    """What the timeline and its form show of the filters; None as for `count_total`.

    Two queries more than `count_total`, and six where entries wait.
    """
    return hold_count(_timelines, filters, _count_timeline)


def _count_timeline(filters: SearchFilters) -> TimelineCounts | None:
    columns = (
        ColumnCount("first_month", NO_GROUP),
        ColumnCount("last_month", NO_GROUP),
        ColumnCount(choose_region_column(filters), "regions"),
        ColumnCount("tags", "tags"),
    )
    counted = evaluate_counts(filters, columns)
    if counted is None:
        return None
    first, last, by_region, by_tag = counted.answer.counts
    months = MonthCounts(
        _as_months(first),
        _as_months(last),
        counted.answer.total - sum(first.values()),
        counted.answer.total,
    )
    waiting = counted.select_waiting()
    for more in () if waiting is None else count_rows_by_month(waiting).values():
        months = add_month_counts(months, more)
    (regions,) = name_regions(by_region)
    waiting = counted.select_waiting("regions")
    if waiting is not None:
        regions.update(count_rows_by_role(waiting)[filters.role])
    entries = CountedEntries(months, counted.documents)
    return TimelineCounts(entries, regions, add_waiting_tags(counted, by_tag, "tags"))


def count_roles(filters: SearchFilters) -> RoleCounts | None:
    """The entries that the filters find by role and region, whatever regions they set;
    None as for `count_total`, and one query more."""
    everywhere = filters.with_changes(regions=(), role="")
    return hold_count(_roles, everywhere, _count_roles)


def _count_roles(everywhere: SearchFilters) -> RoleCounts | None:
    columns = (ColumnCount(name, NO_GROUP) for name in REGION_COLUMNS.values())
    counted = evaluate_counts(everywhere, tuple(columns))
    if counted is None:
        return None
    by_role = dict(
        zip(REGION_COLUMNS, name_regions(*counted.answer.counts), strict=True)
    )
    waiting = counted.select_waiting()
    for role, more in () if waiting is None else count_rows_by_role(waiting).items():
        by_role[role].update(more)
    return RoleCounts(dict(by_role), counted.documents)


def count_kinds_and_tags(filters: SearchFilters) -> RegionTallies | None:
    """The entries that the filters find by kind and year, and by tag; None as for
    `count_total`, with one query more, and two where entries wait."""
    return hold_count(_kinds_and_tags, filters, _count_kinds_and_tags)


def _count_kinds_and_tags(filters: SearchFilters) -> RegionTallies | None:
    years = PairCount("kind", "first_year"), PairCount("kind", "last_year")
    columns = ColumnCount("tags", NO_GROUP), ColumnCount("kind", NO_GROUP)
    counted = evaluate_counts(filters, columns, years)
    if counted is None:
        return None
    by_tag, totals = counted.answer.counts
    starts, ends = map(_group_years, counted.answer.pair_counts)
    by_kind = {
        kind: MonthCounts(
            starts[kind],
            ends[kind],
            totals.get(kind, 0) - starts[kind].total(),
            totals.get(kind, 0),
        )
        for kind in ENTRY_KINDS
    }
    waiting = counted.select_waiting()
    for kind, more in () if waiting is None else count_rows_by_month(waiting).items():
        by_kind[kind] = add_month_counts(by_kind[kind], more)
    return RegionTallies(by_kind, add_waiting_tags(counted, by_tag))


def count_tags(filters: SearchFilters) -> dict[str, int] | None:
    """The entries that the filters find by tag key; None as for `count_total`, with one
    query more, and another where entries wait."""
    return hold_count(_tags, filters, _count_tags)


def _count_tags(filters: SearchFilters) -> dict[str, int] | None:
    counted = evaluate_counts(filters, (ColumnCount("tags", NO_GROUP),))
    return (
        None if counted is None else add_waiting_tags(counted, counted.answer.counts[0])
    )


def _as_months(counts: ValueCounts) -> Counter[int]:
    return Counter({int(month): number for month, number in counts.items()})


def _group_years(pairs: PairCounts) -> defaultdict[str, Counter[int]]:
    """Counts by kind, of each year in its first month."""
    months: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for (kind, year), number in pairs.items():
        months[str(kind)][YEAR_ZERO + int(year) * 12] += number
    return months
