"""Exact numbers of what filters find, from the columns of the index.

Entries that wait for the index worker are left out of the index's numbers and counted
in the database, so that a withdrawal and a publication count at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from archive.counting import (
    CountedEntries,
    CountsByRole,
    MonthCounts,
    RegionTallies,
    add_month_counts,
    count_rows_by_month,
    count_rows_by_role,
)
from archive.entry_queries import find_entries
from archive.filters import ROLES, SearchFilters
from archive.models import ENTRY_KINDS, OutboxRow, Region, Tag
from archive.models.counts.month_numbers import YEAR_ZERO
from archive.models.entries.entry import EntryQuerySet
from archive.search.engines.protocol import (
    ColumnCount,
    IndexUnreadable,
    PairCount,
    PairCounts,
    SearchAnswer,
    SearchRequest,
)
from archive.search.index.live_index import (
    IDS_PER_QUERY,
    ask_live_index,
    evaluate_request,
)
from archive.search.query.index_filters import choose_region_column
from archive.search.query.shared_lookups import SharedLookups

from .tag_counts import count_by_tag

LEAST_DOCUMENTS = 20_000  # with fewer in the index, the database counts as quickly
MOST_WAITING_ROWS = 2_000  # with more in the outbox, the database counts
NO_GROUP = ""  # of a count that leaves out no filter
REGION_COLUMNS = {"": "regions"} | {role: role for role in ROLES}
ValueCounts = Mapping[int | str, int]


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


def count_total(filters: SearchFilters) -> int | None:
    """How many public entries the filters find.

    None where the index is not asked: for words, in an archive that is so small that
    the database counts as quickly, where the index can't be read, and where too many
    entries wait for the index worker. One evaluation; a query, one for each of
    regions, tags and sources in the filters, and another where entries wait.
    """
    counted = _evaluate_counts(filters, ())
    if counted is None:
        return None
    waiting = counted.select_waiting()
    return counted.answer.total + (0 if waiting is None else waiting.count())


def count_timeline(filters: SearchFilters) -> TimelineCounts | None:
    """What the timeline and its form show of the filters; None as for `count_total`.

    Two queries more than `count_total`, and six where entries wait.
    """
    columns = (
        ColumnCount("first_month", NO_GROUP),
        ColumnCount("last_month", NO_GROUP),
        ColumnCount(choose_region_column(filters), "regions"),
        ColumnCount("tags", "tags"),
    )
    counted = _evaluate_counts(filters, columns)
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
    (regions,) = _name_regions(by_region)
    waiting = counted.select_waiting("regions")
    if waiting is not None:
        regions.update(count_rows_by_role(waiting)[filters.role])
    entries = CountedEntries(months, counted.documents)
    return TimelineCounts(entries, regions, _count_tags(counted, by_tag, "tags"))


def count_roles(filters: SearchFilters) -> RoleCounts | None:
    """The entries that the filters find by role and region, whatever regions they set;
    None as for `count_total`, and one query more."""
    everywhere = filters.with_changes(regions=(), role="")
    columns = (ColumnCount(name, NO_GROUP) for name in REGION_COLUMNS.values())
    counted = _evaluate_counts(everywhere, tuple(columns))
    if counted is None:
        return None
    by_role = dict(
        zip(REGION_COLUMNS, _name_regions(*counted.answer.counts), strict=True)
    )
    waiting = counted.select_waiting()
    for role, more in () if waiting is None else count_rows_by_role(waiting).items():
        by_role[role].update(more)
    return RoleCounts(dict(by_role), counted.documents)


def count_kinds_and_tags(filters: SearchFilters) -> RegionTallies | None:
    """The entries that the filters find by kind and year, and by tag; None as for
    `count_total`, with one query more, and two where entries wait."""
    years = PairCount("kind", "first_year"), PairCount("kind", "last_year")
    columns = ColumnCount("tags", NO_GROUP), ColumnCount("kind", NO_GROUP)
    counted = _evaluate_counts(filters, columns, years)
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
    return RegionTallies(by_kind, _count_tags(counted, by_tag))


def count_tags(filters: SearchFilters) -> dict[str, int] | None:
    """The entries that the filters find by tag key; None as for `count_total`, with one
    query more, and another where entries wait."""
    counted = _evaluate_counts(filters, (ColumnCount("tags", NO_GROUP),))
    return None if counted is None else _count_tags(counted, counted.answer.counts[0])


@dataclass(frozen=True)
class _Counted:
    """What the index says of the filters without the entries that wait; `documents` are
    all that it holds."""

    filters: SearchFilters
    answer: SearchAnswer
    documents: int
    waiting_ids: frozenset[int]

    def select_waiting(self, *leave_out: str) -> EntryQuerySet | None:
        """The public entries that wait and pass the filters, but for the fields
        `leave_out`; None where nothing waits."""
        if not self.waiting_ids:
            return None
        return find_entries(self.filters, *leave_out).filter(pk__in=self.waiting_ids)


def _evaluate_counts(
    filters: SearchFilters,
    counts: tuple[ColumnCount, ...],
    pair_counts: tuple[PairCount, ...] = (),
) -> _Counted | None:
    """The counts of the index; None where it is not asked."""
    if filters.q:
        return None
    try:
        documents = _count_documents()
        if documents < LEAST_DOCUMENTS:
            return None
        # Read before the index: what is written meanwhile is left out of its answer.
        rows = OutboxRow.objects.due().order_by().values_list("entry_id", flat=True)
        waiting = list(rows[: MOST_WAITING_ROWS + 1])
        if len(waiting) > MOST_WAITING_ROWS:
            return None
        request = SearchRequest(
            filters=SharedLookups().build_filters(filters),
            size=0,
            counts=counts,
            pair_counts=pair_counts,
            hidden=frozenset(waiting),
        )
        answer = evaluate_request(request)
        return _Counted(filters, answer, documents, request.hidden)
    except IndexUnreadable:
        return None


def _count_documents() -> int:
    """How many documents the index holds."""
    return ask_live_index(
        lambda engine, folder: engine.count_documents_with(folder, ())
    )[0]


def _as_months(counts: ValueCounts) -> Counter[int]:
    return Counter({int(month): number for month, number in counts.items()})


def _group_years(pairs: PairCounts) -> defaultdict[str, Counter[int]]:
    """Counts by kind, of each year in its first month."""
    months: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for (kind, year), number in pairs.items():
        months[str(kind)][YEAR_ZERO + int(year) * 12] += number
    return months


def _count_tags(
    counted: _Counted, counts: ValueCounts, *leave_out: str
) -> dict[str, int]:
    """The index's counts by tag key, with those of entries that wait."""
    rows = _read_vocabulary(Tag, counts, "pk", "scheme", "slug")
    named = {pk: f"{scheme}/{slug}" for pk, scheme, slug in rows}
    tags = Counter({named[pk]: counts[pk] for pk in counts.keys() & named.keys()})
    waiting = counted.select_waiting(*leave_out)
    if waiting is not None:
        tags.update(count_by_tag(waiting))
    return dict(tags)


def _name_regions(*columns: ValueCounts) -> list[Counter[str]]:
    """Counts by code in place of ids; one query for all columns."""
    ids = set().union(*columns)
    named = dict(_read_vocabulary(Region, ids, "pk", "code"))
    return [
        Counter({named[pk]: counts[pk] for pk in counts.keys() & named.keys()})
        for counts in columns
    ]


def _read_vocabulary(
    model: type[Region | Tag], ids: Iterable[int | str], *names: str
) -> Iterator[tuple[Any, ...]]:
    """These columns of the rows with these ids; a query for each few thousand."""
    wanted = list(ids)
    for at in range(0, len(wanted), IDS_PER_QUERY):
        part = model._default_manager.filter(pk__in=wanted[at : at + IDS_PER_QUERY])
        yield from part.order_by().values_list(*names)
