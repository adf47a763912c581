"""A view of the line: the whole strip, the window, and the entries in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import get_language

from archive.counting import (
    Tallies,
    build_tally_key,
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
from ._counts_and_page import read_counts_and_page
from ._event_reports import EventReports, find_event_reports
from ._page_selection import ROWS_PER_PAGE, select_by_ids, select_page
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

EMPTY_TIMELINE_DATE = parse_edtf("2000")  # what an empty archive shows


@dataclass(frozen=True)
class Timeline:
    """What the page shows. `detail` is None while no window is chosen; `axis` names
    the parts of the tracks; `fullest` is the part with most entries; `reports` are
    the publications of each row's event, where they were asked for."""

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
    held: Tallies | None = None,
    *,
    with_rows: bool = True,
) -> Timeline:
    """Lay out `entries`: the public ones that `filters` finds, but for its dates.

    Two or three queries, and two for the rows' regions with their names; with `held`,
    the tallies for these filters, one reads some thousand rows at most.
    """
    line = count_spans(filters, entries, held)
    extent = _round_to_years(line)
    chosen, scale = choose_window(filters, extent), choose_overview_scale(extent)
    overview = _make_overview_strip(scale, extent, line, chosen)
    plan, walked = _choose_query_plan(filters, entries, held)
    near, ids = _count_for_window(chosen, line, walked, filters.page)
    detail = _make_detail_strip(chosen, near)
    shown = chosen or cover_extent(scale, extent)
    drawn = detail or overview
    total = near.touching(chosen.earliest, chosen.latest) if chosen else line.dated
    found = select_by_ids(ids or ())
    if ids is None and total and with_rows:
        found = select_page(
            walked, plan, chosen, total, (filters.page - 1) * ROWS_PER_PAGE
        )
    rows = () if filters.undated else _make_rows(found, shown)
    return Timeline(
        overview=overview,
        detail=detail,
        axis=_list_axis_labels(chosen, drawn),
        fullest=drawn.most,
        window=chosen,
        **_find_adjacent_windows(chosen),
        rows=rows,
        reports=find_event_reports(rows, shown) if filters.lanes else {},
        page=filters.page,
        pages=max(1, -(-total // ROWS_PER_PAGE)),
        touching=total,
        dated=line.dated,
        undated=line.undated,
    )


def _choose_query_plan(
    filters: SearchFilters, entries: EntryQuerySet, held: Tallies | None
) -> tuple[QueryPlan, EntryQuerySet]:
    """The quickest way to the page, and the same entries as a query that takes it."""
    plan = (
        held.choose_plan(filters, filters.page * ROWS_PER_PAGE)
        if held
        else QueryPlan.ANY
    )
    if plan is QueryPlan.WALK:
        entries = find_entries(filters, "date_from", "date_to", "undated", plan=plan)
    return plan, entries


def _find_adjacent_windows(chosen: TimeSpan | None) -> dict[str, TimeSpan | None]:
    if chosen is None:
        return {"previous": None, "next": None, "wider": None}
    return {
        "previous": shift_window(chosen, -1),
        "next": shift_window(chosen, 1),
        "wider": widen_window(chosen),
    }


def _list_axis_labels(chosen: TimeSpan | None, drawn: BarStrip) -> tuple[str, ...]:
    return () if chosen and chosen.is_day else tuple(b.label for b in drawn.bars)


def build_lane(
    filters: SearchFilters,
    entries: EntryQuerySet,
    held: Tallies | None,
    beside: BarStrip,
) -> BarStrip:
    """Bars of other filters on the same bins, such as publications beside events;
    one query."""
    made = make_bins(beside.scale, *beside.span) if beside.bars else []
    if beside.scale is TimeScale.DAY and made:
        line = SpanCounts.read_within(entries, *beside.span)
    else:
        line = count_spans(filters, entries, held)
        if made and not line.tells(join_bins(made[0], made[-1]), beside.scale):
            line = SpanCounts.read_within(entries, *beside.span)
    return make_bar_strip(beside.scale, made, line, None)


def count_spans(
    filters: SearchFilters, entries: EntryQuerySet, held: Tallies | None
) -> SpanCounts:
    """Counts by month from the tallies where they hold them, else by day; one query."""
    value = build_tally_key(filters)
    if held is None or value is None:
        return SpanCounts.read(entries)
    return SpanCounts.tallied(held.count_months(value))


def _round_to_years(line: SpanCounts) -> tuple[int, int]:
    """The whole years in which anything is dated."""
    first, last = line.extent or (
        EMPTY_TIMELINE_DATE.earliest,
        EMPTY_TIMELINE_DATE.latest,
    )
    begin, end = from_day_number(first)[0], from_day_number(last)[0]
    return day_number(begin, 1, 1), day_number(end, 12, 31)


def _count_for_window(
    chosen: TimeSpan | None, line: SpanCounts, entries: EntryQuerySet, page: int
) -> tuple[SpanCounts, list[int] | None]:
    """The line, as fine as the window and its bars need: where the tallies are not,
    what is there is counted now, with one more query; of days, which has the ids of
    the page as well."""
    if chosen is None:
        return line, None
    scale = choose_scale(chosen.earliest, chosen.latest)
    if line.tells(chosen, scale):
        return line, None
    made = make_bins(scale, chosen.earliest, chosen.latest)
    bars = made[0].earliest, made[-1].latest
    if scale is TimeScale.DAY:
        return read_counts_and_page(
            entries, bars, chosen, (page - 1) * ROWS_PER_PAGE, ROWS_PER_PAGE
        )
    return SpanCounts.read_within(entries, *bars), None


def _make_overview_strip(
    scale: TimeScale, extent: tuple[int, int], line: SpanCounts, chosen: TimeSpan | None
) -> BarStrip:
    """The bars of all years, none where nothing is dated."""
    bins = make_bins(scale, *extent) if line.dated else []
    return make_bar_strip(scale, bins, line, chosen)


def _make_detail_strip(chosen: TimeSpan | None, near: SpanCounts) -> BarStrip | None:
    """The window's own bars, whole ones at its edges too: each counts what its link
    finds."""
    if chosen is None or chosen.is_day:
        return None
    scale = choose_scale(chosen.earliest, chosen.latest)
    return make_bar_strip(
        scale, make_bins(scale, chosen.earliest, chosen.latest), near, None
    )


def _make_rows(found: EntryQuerySet, shown: TimeSpan) -> tuple[TimelineRow, ...]:
    """The rows of a page, with the places of its entries."""
    ties = EntryRegion.objects.select_related("region").order_by("role", "region__path")
    named = found.prefetch_related(
        Prefetch("entry_regions", ties),
        prefetch_names(get_language() or "en", lookup="entry_regions__region__names"),
    )
    return tuple(
        make_timeline_row(entry, shown.earliest, shown.latest) for entry in named
    )
