"""A page of the entries that touch a window, without reading all before it."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from archive.entry_queries import (
    QueryPlan,
    order_dated_entries,
    slice_entries,
)
from archive.models import Entry
from archive.models.entries.entry import EntryQuerySet

from ._begun_before import select_begun_before
from ._windows import TimeSpan

ROWS_PER_PAGE = 50
# Entries of a window that are sorted; more are read in their order
MOST_SORTED_ENTRIES = 20_000


def select_page(
    entries: EntryQuerySet,
    plan: QueryPlan,
    window: TimeSpan | None,
    total: int,
    start: int,
    size: int = ROWS_PER_PAGE,
) -> EntryQuerySet:
    """`size` entries from the place `start` on, by earliest possible day and then the
    narrower date; `total` touch the window. One query of ids before what is returned,
    but for all entries; two where the window holds many.
    """
    if window is None:
        return slice_entries(order_dated_entries(entries, plan), start, start + size)
    first, last = window.earliest, window.latest
    inside = entries.filter(counts_from__gte=first, counts_from__lte=last)
    if total <= MOST_SORTED_ENTRIES:
        ids = _read_sorted_ids(
            [*select_begun_before(entries, first), inside], start, size
        )
    else:
        ids = _read_ids_in_order(entries, inside, first, start, size)
    return select_by_ids(ids)


def select_by_ids(ids: Collection[int]) -> EntryQuerySet:
    """The public ones of these, in the order of the line; no query for none."""
    # The line's own condition too, or SQLite would sort what is already sorted.
    return order_dated_entries(Entry.objects.public().filter(pk__in=ids))


def _read_ids_in_order(
    entries: EntryQuerySet, inside: EntryQuerySet, first: int, start: int, size: int
) -> list[int]:
    """What had begun before comes first; the others are read in their order."""
    before = select_begun_before(entries, first)
    ids = _read_sorted_ids(before, start, size)
    if len(ids) == size:
        return ids
    passed = start + len(ids) if ids or not start else _count_entries_of(before)
    skip = start + len(ids) - passed
    more = order_dated_entries(inside).values_list("pk", flat=True)
    return [*ids, *more[skip : skip + size - len(ids)]]


def _read_sorted_ids(parts: list[EntryQuerySet], start: int, size: int) -> list[int]:
    """The ids at these places of all parts together, in the order of the line."""
    columns = ("counts_from", "date_latest", "date_earliest", "pk")
    first, *others = (part.order_by().values_list(*columns) for part in parts)
    together = first.union(*others, all=True).order_by(
        "counts_from", "date_latest", F("date_earliest").desc(), "pk"
    )
    return [row[3] for row in together[start : start + size]]


def _count_entries_of(parts: list[EntryQuerySet]) -> int:
    return sum(part.order_by().count() for part in parts)
