"""A page of the entries that touch a window, without reading all entries before it."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F

from archive.entry_queries import (
    QueryPlan,
    order_dated_entries,
    slice_entries,
)
from archive.models import Entry
from archive.models.entries.entry import EntryQuerySet

from ._begun_before import select_begun_before
from ._span_counts import SpanCounts
from ._windows import TimeSpan

# A window with more entries is read in the order of an index instead of sorted.
MOST_SORTED_ENTRIES = 20_000
SPAN_COLUMNS = ("counts_from", "counts_to", "date_latest", "date_earliest", "pk")
# Numbers of entries by first and last day; and, as rows without days, ids of the page.
COUNTS_AND_PAGE_SQL = """
WITH touching (first, last, latest, earliest, id) AS MATERIALIZED ({entries_sql})
SELECT first, last, COUNT(*), NULL FROM touching GROUP BY first, last
UNION ALL
SELECT NULL, NULL, 0, page.id FROM (
SELECT id FROM touching WHERE first <= %s AND last >= %s
ORDER BY first, latest, earliest DESC, id LIMIT %s OFFSET %s) page"""


def select_page(
    entries: EntryQuerySet,
    plan: QueryPlan,
    window: TimeSpan | None,
    counts: SpanCounts,
    start: int,
    size: int,
) -> EntryQuerySet:
    """`size` entries of a window in the order of the timeline, skipping `start`.

    The order is by earliest possible day, then the narrower date. `counts` are those of
    the entries, exact for the window. Reads the ids at once with one query, or two
    where the window holds many; without a window the result is lazy.
    """
    if window is None:
        later, start = _skip_bars(entries, counts, start)
        return slice_entries(order_dated_entries(later, plan), start, start + size)
    first, last = window.earliest, window.latest
    total = counts.count_touching(first, last)
    inside = entries.filter(counts_from__gte=first, counts_from__lte=last)
    if total <= MOST_SORTED_ENTRIES:
        ids = _read_sorted_ids(
            [*select_begun_before(entries, first), inside], start, size
        )
    else:
        ids = _read_ids_in_order(entries, inside, counts, first, start, size)
    return select_by_ids(ids)


def read_counts_and_page(
    entries: EntryQuerySet,
    bars: tuple[int, int],
    window: TimeSpan,
    start: int,
    size: int,
) -> tuple[SpanCounts, list[int]]:
    """Counts by day for the days `bars`, and the ids of a page of the window; one
    query.

    The parts of the union each use an index, which one condition with OR would not.
    """
    inside = entries.filter(counts_from__gte=bars[0], counts_from__lte=bars[1])
    first, *others = (
        part.order_by().values_list(*SPAN_COLUMNS)
        for part in (inside, *select_begun_before(entries, bars[0]))
    )
    try:
        sql, values = first.union(*others, all=True).query.sql_with_params()
    except EmptyResultSet:  # Django sees without a query that nothing matches
        return SpanCounts.from_spans([]), []
    page = window.latest, window.earliest, size, start
    with connection.cursor() as cursor:
        cursor.execute(COUNTS_AND_PAGE_SQL.format(entries_sql=sql), (*values, *page))
        rows = cursor.fetchall()
    spans = [(begin, end, n) for begin, end, n, pk in rows if pk is None]
    return SpanCounts.from_spans(spans), [pk for *_counts, pk in rows if pk is not None]


def select_by_ids(ids: Collection[int]) -> EntryQuerySet:
    """The public entries with these ids, in the order of the timeline; no query for
    none."""
    # `order_dated_entries` repeats the index's condition, or SQLite would sort again.
    return order_dated_entries(Entry.objects.public().filter(pk__in=ids))


def _skip_bars(
    entries: EntryQuerySet, counts: SpanCounts, start: int, since: int | None = None
) -> tuple[EntryQuerySet, int]:
    """The entries without the bars before the one that holds the place `start`, and
    that place among them. `entries` begin on the day `since` or later."""
    first, place = counts.find_bar(start, since)
    return (entries.filter(counts_from__gte=first) if place < start else entries), place


def _read_ids_in_order(
    entries: EntryQuerySet,
    inside: EntryQuerySet,
    counts: SpanCounts,
    first: int,
    start: int,
    size: int,
) -> list[int]:
    """Ids of a page of a large window: entries that begin before it come first, then
    those inside, read in the order of an index."""
    before = select_begun_before(entries, first)
    ids = _read_sorted_ids(before, start, size)
    if len(ids) == size:
        return ids
    before_total = start + len(ids) if ids or not start else _count_entries_of(before)
    skip = start + len(ids) - before_total
    inside, skip = _skip_bars(inside, counts, skip, first)
    rest = order_dated_entries(inside).values_list("pk", flat=True)
    return [*ids, *rest[skip : skip + size - len(ids)]]


def _read_sorted_ids(parts: list[EntryQuerySet], start: int, size: int) -> list[int]:
    """Ids of a page from several queries together, in the order of the timeline."""
    columns = ("counts_from", "date_latest", "date_earliest", "pk")
    first, *others = (part.order_by().values_list(*columns) for part in parts)
    union = first.union(*others, all=True).order_by(
        "counts_from", "date_latest", F("date_earliest").desc(), "pk"
    )
    return [row[3] for row in union[start : start + size]]


def _count_entries_of(parts: list[EntryQuerySet]) -> int:
    return sum(part.order_by().count() for part in parts)
