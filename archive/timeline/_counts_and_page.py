"""What touches a few days, read once: counted by day, and the ids of a page."""

from __future__ import annotations

from django.core.exceptions import EmptyResultSet
from django.db import connection

from archive.models.entries.entry import EntryQuerySet

from ._begun_before import select_begun_before
from ._span_counts import SpanCounts
from ._windows import TimeSpan

SPAN_COLUMNS = ("counts_from", "counts_to", "date_latest", "date_earliest", "pk")
# Entries by their days, and as one more kind of row the ids of the page.
COUNTS_AND_PAGE_SQL = """
WITH found (first, last, latest, earliest, id) AS MATERIALIZED ({found})
SELECT first, last, COUNT(*), NULL FROM found GROUP BY first, last
UNION ALL
SELECT NULL, NULL, 0, page.id FROM (
SELECT id FROM found WHERE first <= %s AND last >= %s
ORDER BY first, latest, earliest DESC, id LIMIT %s OFFSET %s) page"""


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
