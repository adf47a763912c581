"""Asks the index for the numbers of what filters find, and holds what was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from archive.entry_queries import find_entries
from archive.filters import SearchFilters
from archive.models import ENTRY_KINDS, Entry, OutboxRow, Region, Tag
from archive.models.entries.entry import EntryQuerySet
from archive.models.held_values import HeldValues
from archive.search.engines.protocol import (
    ColumnCount,
    IndexUnreadable,
    PairCount,
    SearchAnswer,
    SearchRequest,
)
from archive.search.index.live_index import (
    ask_countable_index,
    count_in_columns,
)
from archive.search.query.shared_lookups import SharedLookups

from .database_search import SearchUnavailable
from .tag_counts import count_by_tag

LEAST_DOCUMENTS = 5_000  # with fewer in the index, the database counts as quickly
NO_GROUP = ""  # of a count that leaves out no filter
MOST_WAITING_ROWS = 2_000  # with more in the outbox, the index does not count
MOST_NAMED_IDS = 200  # ids of a vocabulary; of more, all of it is read
MOST_COUNTED_ROWS = 20_000  # in a larger archive, no page counts rows in its place
ValueCounts = Mapping[int | str, int]
Counted = TypeVar("Counted")


class CountsUnavailable(SearchUnavailable):
    """The index can't count now, and the archive is too large to count its rows."""


def hold_count(
    held: HeldValues[SearchFilters, Counted],
    filters: SearchFilters,
    count: Callable[[SearchFilters], Counted | None],
) -> Counted | None:
    """What `count` gives of the filters, held where they are among the most usual and
    name only what the database knows; that the index was not asked is not held."""
    key = SearchFilters(
        kinds=filters.kinds,
        regions=filters.regions,
        tags=filters.tags,
        role=filters.role,
    )
    names = {choice.value for choice in (*filters.regions, *filters.tags)}
    is_usual = (
        key == replace(filters.without_view(), expand=True, basket="")
        and max(len(filters.regions), len(filters.tags)) <= 1
        and names <= filters.branches.keys()
        and {choice.value for choice in filters.kinds} <= ENTRY_KINDS.keys()
    )
    if not is_usual:
        return count(filters)

    def load(_keys: list[SearchFilters]) -> dict[SearchFilters, Counted]:
        counted = count(filters)
        return {} if counted is None else {key: counted}

    return held.look_up([key], load).get(key)


@dataclass(frozen=True)
class IndexCounts:
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


def evaluate_counts(
    filters: SearchFilters,
    counts: tuple[ColumnCount, ...],
    pair_counts: tuple[PairCount, ...] = (),
) -> IndexCounts | None:
    """The counts of the index; None where it is not asked. Raises
    `CountsUnavailable`."""
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
            _refuse_in_large_archive()
            return None
        request = SearchRequest(
            filters=SharedLookups().build_filters(filters),
            size=0,
            counts=counts,
            pair_counts=pair_counts,
            hidden=frozenset(waiting),
        )
        answer = count_in_columns(request)
        return IndexCounts(filters, answer, documents, request.hidden)
    except IndexUnreadable:
        _refuse_in_large_archive()
        return None


def _refuse_in_large_archive() -> None:
    """Raises `CountsUnavailable` in a large archive; one query of at most so many
    rows."""
    public = Entry.objects.public().order_by()
    if public[: MOST_COUNTED_ROWS + 1].count() > MOST_COUNTED_ROWS:
        raise CountsUnavailable


def _count_documents() -> int:
    """How many documents the index holds."""
    return ask_countable_index(
        lambda engine, folder: engine.count_documents_with(folder, ())
    )[0]


def add_waiting_tags(
    counted: IndexCounts, counts: ValueCounts, *leave_out: str
) -> dict[str, int]:
    """The counts of the index by tag key, with those of entries that wait."""
    named = name_tag_ids(counts)
    tags = Counter({named[pk]: counts[pk] for pk in counts.keys() & named.keys()})
    waiting = counted.select_waiting(*leave_out)
    if waiting is not None:
        tags.update(count_by_tag(waiting))
    return dict(tags)


def name_regions(*columns: ValueCounts) -> list[Counter[str]]:
    """Counts by code in place of ids; one query for all columns."""
    ids = set().union(*columns)
    named = name_region_ids(ids)
    return [
        Counter({named[pk]: counts[pk] for pk in counts.keys() & named.keys()})
        for counts in columns
    ]


def name_region_ids(ids: Iterable[int | str]) -> dict[int | str, str]:
    """The codes of regions; one query."""
    return dict(_read_vocabulary(Region, ids, "pk", "code"))


def name_tag_ids(ids: Iterable[int | str]) -> dict[int | str, str]:
    """The keys of tags; one query."""
    rows = _read_vocabulary(Tag, ids, "pk", "scheme", "slug")
    return {pk: f"{scheme}/{slug}" for pk, scheme, slug in rows}


def _read_vocabulary(
    model: type[Region | Tag], ids: Iterable[int | str], *names: str
) -> Iterator[tuple[Any, ...]]:
    """These columns of the rows with these ids, the id first; one query. To write many
    ids into it costs more than to read the other rows too."""
    wanted, rows = set(ids), model._default_manager.order_by()
    if len(wanted) <= MOST_NAMED_IDS:
        rows = rows.filter(pk__in=wanted)
    yield from (row for row in rows.values_list(*names) if row[0] in wanted)
