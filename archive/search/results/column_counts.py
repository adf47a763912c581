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
    EntryTotal,
    KindAndTagCounts,
    MonthCounts,
    add_month_counts,
    count_rows_by_month,
    count_rows_by_role,
)
from archive.entry_queries import QueryPlan
from archive.filters import ROLES, SearchFilters
from archive.models import ENTRY_KINDS
from archive.models.counts.month_numbers import YEAR_ZERO
from archive.models.held_values import HeldValues
from archive.search.engines.protocol import ColumnCount, PairCount, PairCounts
from archive.search.query.index_filters import choose_region_column

from .column_evaluation import (
    NO_GROUP,
    CountsUnavailable,
    IndexCounts,
    ValueCounts,
    add_waiting_tags,
    evaluate_counts,
    hold_count,
    name_regions,
)

MONTHS = ColumnCount("first_month", NO_GROUP), ColumnCount("last_month", NO_GROUP)
REGION_COLUMNS = {"": "regions"} | {role: role for role in ROLES}
MOST_HELD = 32  # results of a function, for as many choices of filters
MOST_HELD_REGIONS = 8  # of those that have a number for each of thousands of regions


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


_totals = HeldValues[SearchFilters, EntryTotal](MOST_HELD)
_months = HeldValues[SearchFilters, CountedEntries](MOST_HELD)
_timelines = HeldValues[SearchFilters, TimelineCounts](MOST_HELD_REGIONS)
_roles = HeldValues[SearchFilters, RoleCounts](MOST_HELD_REGIONS)
_regions = HeldValues[SearchFilters, dict[str, int]](MOST_HELD_REGIONS)
_kinds_and_tags = HeldValues[SearchFilters, KindAndTagCounts](MOST_HELD)
_tags = HeldValues[SearchFilters, dict[str, int]](MOST_HELD)


def count_total(filters: SearchFilters) -> EntryTotal | None:
    """How many public entries the filters find.

    None where the index is not asked: for words, and in an archive that is so small
    that the database counts as quickly. Raises `CountsUnavailable` where the index
    can't be read, or too many entries wait for the index worker, in an archive of more
    than 20,000 entries; in others it is None then. One evaluation; a query, one for
    sources in the filters, and another where entries wait. Like the others it costs
    nothing again until the next commit where the filters set types, a region and a tag
    at most. Do not change a result: others share it.
    """
    return hold_count(_totals, filters, _count_total)


def _count_total(filters: SearchFilters) -> EntryTotal | None:
    counted = evaluate_counts(filters, ())
    if counted is None:
        return None
    waiting = counted.select_waiting()
    more = 0 if waiting is None else waiting.count()
    return EntryTotal(counted.answer.total + more, counted.documents)


def plan_entry_list(filters: SearchFilters, stop: int) -> tuple[int | None, QueryPlan]:
    """How many entries the filters find, and the quickest plan to read the first `stop`
    of them; (None, ANY) where the index can't tell. Costs as for `count_total`."""
    try:
        counted = count_total(filters)
    except CountsUnavailable:  # a list is counted by itself
        counted = None
    if counted is None:
        return None, QueryPlan.ANY
    return counted.number, counted.choose_plan(filters, stop)


def count_months(filters: SearchFilters) -> CountedEntries | None:
    """The entries that the filters find by month; None and costs as for
    `count_total`."""
    return hold_count(_months, filters, _count_months)


def _count_months(filters: SearchFilters) -> CountedEntries | None:
    counted = evaluate_counts(filters, MONTHS)
    return None if counted is None else _add_up_months(counted)


def _add_up_months(counted: IndexCounts) -> CountedEntries:
    first, last = counted.answer.counts[: len(MONTHS)]
    total = counted.answer.total
    undated = total - sum(first.values())
    months = MonthCounts(_as_months(first), _as_months(last), undated, total)
    waiting = counted.select_waiting()
    for more in () if waiting is None else count_rows_by_month(waiting).values():
        months = add_month_counts(months, more)
    return CountedEntries(months, counted.documents)


def count_timeline(filters: SearchFilters) -> TimelineCounts | None:
    """What the timeline and its form show of the filters; None as for `count_total`.

    Two queries more than `count_total`, and six where entries wait.
    """
    return hold_count(_timelines, filters, _count_timeline)


def _count_timeline(filters: SearchFilters) -> TimelineCounts | None:
    columns = (
        *MONTHS,
        ColumnCount(choose_region_column(filters), "regions"),
        ColumnCount("tags", "tags"),
    )
    counted = evaluate_counts(filters, columns)
    if counted is None:
        return None
    by_region, by_tag = counted.answer.counts[len(MONTHS) :]
    (regions,) = name_regions(by_region)
    waiting = counted.select_waiting("regions")
    if waiting is not None:
        regions.update(count_rows_by_role(waiting)[filters.role])
    entries = _add_up_months(counted)
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


def count_subject_regions(filters: SearchFilters) -> dict[str, int] | None:
    """The entries that the filters find by code of a region that they have as subject;
    None as for `count_total`, and one query more."""
    return hold_count(_regions, filters, _count_subject_regions)


def _count_subject_regions(filters: SearchFilters) -> dict[str, int] | None:
    counted = evaluate_counts(filters, (ColumnCount(REGION_COLUMNS[""], NO_GROUP),))
    if counted is None:
        return None
    (regions,) = name_regions(*counted.answer.counts)
    waiting = counted.select_waiting()
    if waiting is not None:
        regions.update(count_rows_by_role(waiting)[""])
    return regions


def count_kinds_and_tags(filters: SearchFilters) -> KindAndTagCounts | None:
    """The entries that the filters find by kind and year, and by tag; None as for
    `count_total`, with one query more, and two where entries wait."""
    return hold_count(_kinds_and_tags, filters, _count_kinds_and_tags)


def _count_kinds_and_tags(filters: SearchFilters) -> KindAndTagCounts | None:
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
    return KindAndTagCounts(by_kind, add_waiting_tags(counted, by_tag))


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
