"""A page of the entries that touch a window, without reading all before it."""

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

ROWS_PER_PAGE = 50
# Entries of a window that are sorted; more are read in their order
MOST_SORTED_ENTRIES = 20_000
SPAN_COLUMNS = ("counts_from", "counts_to", "date_latest", "date_earliest", "pk")
# Entries by their days, and as one more kind of row the ids of the page.
COUNTS_AND_PAGE_SQL = """
WITH found (first, last, latest, earliest, id) AS MATERIALIZED ({found})
SELECT first, last, COUNT(*), NULL FROM found GROUP BY first, last
UNION ALL
SELECT NULL, NULL, 0, page.id FROM (
SELECT id FROM found WHERE first <= %s AND last >= %s
ORDER BY first, latest, earliest DESC, id LIMIT %s OFFSET %s) page"""


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


def read_counts_and_page(
    entries: EntryQuerySet,
    bars: tuple[int, int],
    window: TimeSpan,
    start: int,
    size: int,
) -> tuple[SpanCounts, list[int]]:
    """The line of the days that the bars cover, and the ids of `size` entries of the
    window from the place `start` on; one query. Each part has an index to itself."""
    inside = entries.filter(counts_from__gte=bars[0], counts_from__lte=bars[1])
    first, *others = (
        part.order_by().values_list(*SPAN_COLUMNS)
        for part in (inside, *select_begun_before(entries, bars[0]))
    )
    try:
        sql, given = first.union(*others, all=True).query.sql_with_params()
    except EmptyResultSet:  # the filters leave nothing, without a look
        return SpanCounts.from_spans([]), []
    page = window.latest, window.earliest, size, start
    with connection.cursor() as cursor:
        cursor.execute(COUNTS_AND_PAGE_SQL.format(found=sql), (*given, *page))
        rows = cursor.fetchall()
    spans = [(begin, end, n) for begin, end, n, pk in rows if pk is None]
    return SpanCounts.from_spans(spans), [
        pk for *_counted, pk in rows if pk is not None
    ]


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
