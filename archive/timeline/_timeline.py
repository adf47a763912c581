"""The timeline: bars over all dates, the chosen window, and the entries in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import get_language

from archive.counting import (
    CountedEntries,
)
from archive.entry_queries import (
    QueryPlan,
    find_entries,
)
from archive.filters import (
    SearchFilters,
)
from archive.models import EntryRegion
from archive.models.entries.entry import EntryQuerySet
from archive.models.vocabulary.region import prefetch_names
from archive.text.dates import day_number, from_day_number, parse_edtf

from ._bar_strips import BarStrip, TimelineBar, make_bar_strip
from ._event_reports import EventReports, find_event_reports
from ._page_selection import (
    read_counts_and_page,
    select_by_ids,
    select_page,
)
from ._span_counts import SpanCounts
from ._time_bins import TimeScale, choose_scale, make_bins
from ._timeline_rows import TimelineRow, make_timeline_row
from ._windows import (
    TimeSpan,
    choose_overview_scale,
    choose_window,
    cover_extent,
    join_bins,
    shift_window,
    widen_window,
)

ROWS_PER_PAGE = 50
EMPTY_TIMELINE_DATE = parse_edtf("2000")  # what an empty archive shows


@dataclass(frozen=True)
class Timeline:
    """What the timeline page shows.

    `overview` has bars over all dates, `detail` those of the chosen `window` (both None
    where no window is chosen). `axis` labels the parts of the tracks; `fullest` is the
    bar with most entries. `touching` is how many entries touch the window. `reports`
    holds the publications of each row's event by its id, where `filters.lanes` asks for
    them.
    """

    overview: BarStrip
    detail: BarStrip | None
    axis: tuple[str, ...]
    fullest: TimelineBar | None
    window: TimeSpan | None
    previous: TimeSpan | None
    next: TimeSpan | None
    wider: TimeSpan | None
    rows: tuple[TimelineRow, ...]
    reports: dict[int, EventReports]
    page: int
    pages: int
    touching: int
    dated: int
    undated: int


def build_timeline(
    filters: SearchFilters,
    entries: EntryQuerySet,
    counted: CountedEntries | None = None,
    *,
    with_rows: bool = True,
) -> Timeline:
    """Lay out `entries`: the public ones that `filters` find, without their dates.

    Without `with_rows`, only bars. Two or three queries, and two for the regions of the
    rows with their names; where they are `counted`, no query for bars reads more than
    some thousand rows.
    """
    counts = count_spans(entries, counted)
    extent = _round_to_years(counts)
    window, scale = choose_window(filters, extent), choose_overview_scale(extent)
    overview = _make_overview_strip(scale, extent, counts, window)
    plan, planned_entries = _choose_plan(filters, entries, counted, counts, window)
    window_counts, ids = _count_for_window(
        window, counts, planned_entries, filters.page
    )
    detail = _make_detail_strip(window, window_counts)
    drawn_span = window or cover_extent(scale, extent)
    strip = detail or overview
    total = _count_shown(window, window_counts)
    page_entries = select_by_ids(ids or ())
    if ids is None and total and with_rows:
        place = (filters.page - 1) * ROWS_PER_PAGE, ROWS_PER_PAGE
        page_entries = select_page(planned_entries, plan, window, window_counts, *place)
    rows = () if filters.undated else _make_rows(page_entries, drawn_span)
    return Timeline(
        overview=overview,
        detail=detail,
        axis=_list_axis_labels(window, strip),
        fullest=strip.tallest,
        window=window,
        **_find_adjacent_windows(window),
        rows=rows,
        reports=find_event_reports(rows, drawn_span) if filters.lanes else {},
        page=filters.page,
        pages=max(1, -(-total // ROWS_PER_PAGE)),
        touching=total,
        dated=counts.dated,
        undated=counts.undated,
    )


def _choose_plan(
    filters: SearchFilters,
    entries: EntryQuerySet,
    counted: CountedEntries | None,
    counts: SpanCounts,
    window: TimeSpan | None,
) -> tuple[QueryPlan, EntryQuerySet]:
    """The quickest plan to read the page, and the entries as a query that follows it.
    Without a window, the page is read from the bar on that holds it."""
    start = (filters.page - 1) * ROWS_PER_PAGE
    stop = ROWS_PER_PAGE + (start if window else counts.find_bar(start)[1])
    dateless = filters.with_changes(date_from=None, date_to=None, undated=False)
    plan = counted.choose_plan(dateless, stop) if counted else QueryPlan.ANY
    if plan is QueryPlan.WALK:
        entries = find_entries(filters, "date_from", "date_to", "undated", plan=plan)
    return plan, entries


def _count_shown(window: TimeSpan | None, counts: SpanCounts) -> int:
    """The entries that touch the window; all dated ones without a window."""
    if window is None:
        return counts.dated
    return counts.count_touching(window.earliest, window.latest)


def _find_adjacent_windows(window: TimeSpan | None) -> dict[str, TimeSpan | None]:
    if window is None:
        return {"previous": None, "next": None, "wider": None}
    return {
        "previous": shift_window(window, -1),
        "next": shift_window(window, 1),
        "wider": widen_window(window),
    }


def _list_axis_labels(window: TimeSpan | None, strip: BarStrip) -> tuple[str, ...]:
    return () if window and window.is_day else tuple(b.label for b in strip.bars)


def build_lane(
    entries: EntryQuerySet, other: BarStrip, counted: CountedEntries | None = None
) -> BarStrip:
    """Bars of other entries on the bins of `other`, such as publications beside events;
    one query."""
    bins = make_bins(other.scale, *other.span) if other.bars else []
    if other.scale is TimeScale.DAY and bins:
        counts = SpanCounts.count_within(entries, *other.span)
    else:
        counts = count_spans(entries, counted)
        if bins and not counts.is_fine_enough_for(
            join_bins(bins[0], bins[-1]), other.scale
        ):
            counts = SpanCounts.count_within(entries, *other.span)
    return make_bar_strip(other.scale, bins, counts, None)


def count_spans(entries: EntryQuerySet, counted: CountedEntries | None) -> SpanCounts:
    """Count entries by month where they are `counted`, without a query; else by day
    from the rows with one."""
    if counted is not None:
        return SpanCounts.from_months(counted.months)
    return SpanCounts.count_now(entries)


def _round_to_years(counts: SpanCounts) -> tuple[int, int]:
    """The first and last day of the whole years in which entries are dated."""
    first, last = counts.extent or (
        EMPTY_TIMELINE_DATE.earliest,
        EMPTY_TIMELINE_DATE.latest,
    )
    begin, end = from_day_number(first)[0], from_day_number(last)[0]
    return day_number(begin, 1, 1), day_number(end, 12, 31)


def _count_for_window(
    window: TimeSpan | None, counts: SpanCounts, entries: EntryQuerySet, page: int
) -> tuple[SpanCounts, list[int] | None]:
    """Counts as fine as the window and its bars need, and ids of the page if they came
    too.

    Where months are too coarse, one more query counts the rows; by day it gives
    the ids of the page as well.
    """
    if window is None:
        return counts, None
    scale = choose_scale(window.earliest, window.latest)
    if counts.is_fine_enough_for(window, scale):
        return counts, None
    bins = make_bins(scale, window.earliest, window.latest)
    bars = bins[0].earliest, bins[-1].latest
    if scale is TimeScale.DAY:
        return read_counts_and_page(
            entries, bars, window, (page - 1) * ROWS_PER_PAGE, ROWS_PER_PAGE
        )
    return SpanCounts.count_within(entries, *bars), None


def _make_overview_strip(
    scale: TimeScale,
    extent: tuple[int, int],
    counts: SpanCounts,
    window: TimeSpan | None,
) -> BarStrip:
    """The bars of all years, none where nothing is dated."""
    bins = make_bins(scale, *extent) if counts.dated else []
    return make_bar_strip(scale, bins, counts, window)


def _make_detail_strip(window: TimeSpan | None, counts: SpanCounts) -> BarStrip | None:
    """The bars of the window. Bars at its edges are whole, so that each counts what its
    link finds."""
    if window is None or window.is_day:
        return None
    scale = choose_scale(window.earliest, window.latest)
    return make_bar_strip(
        scale, make_bins(scale, window.earliest, window.latest), counts, None
    )


def _make_rows(entries: EntryQuerySet, span: TimeSpan) -> tuple[TimelineRow, ...]:
    """The rows of a page; prefetches the regions of its entries with their names."""
    ties = EntryRegion.objects.select_related("region").order_by("role", "region__path")
    entries = entries.select_related("event").prefetch_related(
        Prefetch("entry_regions", ties),
        prefetch_names(get_language() or "en", lookup="entry_regions__region__names"),
    )
    return tuple(
        make_timeline_row(entry, span.earliest, span.latest) for entry in entries
    )
