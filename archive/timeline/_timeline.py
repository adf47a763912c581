"""A view of the line: the whole strip, the window, and the entries in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import get_language

from archive.models import EntryRegion
from archive.models.entries.entry import EntryQuerySet
from archive.models.vocabulary.region import names_in
from archive.selection import Selection, Tallies, Way, value_of
from archive.text.dates import day_number, from_day_number, parse

from ._bins import Scale, bins, scale_for
from ._buckets import Bar, Bars, strip
from ._cut import cut
from ._lanes import Reported, reported
from ._layout import Row, row
from ._line import Line
from ._page import PAGE, on_page, page_of
from ._window import Span, beside, coarse, span, whole, wider, window

NOW = parse("2000")  # what an empty archive shows


@dataclass(frozen=True)
class Timeline:
    """What the page shows. `detail` is None while no window is chosen; `axis` names
    the parts of the tracks; `fullest` is the part with most entries; `reports` are
    the publications of each row's event, where they were asked for."""

    overview: Bars
    detail: Bars | None
    axis: tuple[str, ...]
    fullest: Bar | None
    window: Span | None
    previous: Span | None
    next: Span | None
    wider: Span | None
    rows: tuple[Row, ...]
    reports: dict[int, Reported]
    page: int
    pages: int
    touching: int
    dated: int
    undated: int


def timeline(
    selection: Selection,
    entries: EntryQuerySet,
    held: Tallies | None = None,
    *,
    with_rows: bool = True,
) -> Timeline:
    """Lay out `entries`: the public ones that `selection` finds, but for its dates.

    Two or three queries, and two for the rows' regions with their names; with `held`,
    the tallies for this selection, one reads some thousand rows at most.
    """
    line = line_of(selection, entries, held)
    chosen, scale = window(selection, extent := _years(line)), coarse(extent)
    overview = strip(scale, bins(scale, *extent) if line.dated else [], line, chosen)
    way, walked = _walked(selection, entries, held)
    near, ids = _near(chosen, line, walked, selection.page)
    detail = _detail(chosen, near)
    shown = chosen or whole(scale, extent)
    drawn = detail or overview
    total = near.touching(chosen.earliest, chosen.latest) if chosen else line.dated
    found = on_page(ids or ())
    if ids is None and total and with_rows:
        found = page_of(walked, way, chosen, total, (selection.page - 1) * PAGE)
    rows = () if selection.undated else _rows(found, shown)
    return Timeline(
        overview=overview,
        detail=detail,
        axis=_axis(chosen, drawn),
        fullest=drawn.most,
        window=chosen,
        **_turns(chosen),
        rows=rows,
        reports=reported(rows, shown) if selection.lanes else {},
        page=selection.page,
        pages=max(1, -(-total // PAGE)),
        touching=total,
        dated=line.dated,
        undated=line.undated,
    )


def _walked(
    selection: Selection, entries: EntryQuerySet, held: Tallies | None
) -> tuple[Way, EntryQuerySet]:
    """The quickest way to the page, and the same entries as a query that takes it."""
    way = held.way(selection, selection.page * PAGE) if held else Way.ANY
    if way is Way.WALK:
        entries = selection.entries("date_from", "date_to", "undated", way=way)
    return way, entries


def _turns(chosen: Span | None) -> dict[str, Span | None]:
    if chosen is None:
        return {"previous": None, "next": None, "wider": None}
    return {
        "previous": beside(chosen, -1),
        "next": beside(chosen, 1),
        "wider": wider(chosen),
    }


def _axis(chosen: Span | None, drawn: Bars) -> tuple[str, ...]:
    return () if chosen and chosen.is_day else tuple(b.label for b in drawn.bars)


def lane(
    selection: Selection, entries: EntryQuerySet, held: Tallies | None, beside: Bars
) -> Bars:
    """Another selection's bars on the same bins, such as publications beside events;
    one query."""
    made = bins(beside.scale, *beside.span) if beside.bars else []
    if beside.scale is Scale.DAY and made:
        line = Line.read_within(entries, *beside.span)
    else:
        line = line_of(selection, entries, held)
        if made and not line.tells(span(made[0], made[-1]), beside.scale):
            line = Line.read_within(entries, *beside.span)
    return strip(beside.scale, made, line, None)


def line_of(selection: Selection, entries: EntryQuerySet, held: Tallies | None) -> Line:
    """Counts by month from the tallies where they hold them, else by day; one query."""
    value = value_of(selection)
    if held is None or value is None:
        return Line.read(entries)
    return Line.tallied(held.line(value))


def _years(line: Line) -> tuple[int, int]:
    """The whole years in which anything is dated."""
    first, last = line.extent or (NOW.earliest, NOW.latest)
    begin, end = from_day_number(first)[0], from_day_number(last)[0]
    return day_number(begin, 1, 1), day_number(end, 12, 31)


def _near(
    chosen: Span | None, line: Line, entries: EntryQuerySet, page: int
) -> tuple[Line, list[int] | None]:
    """The line, as fine as the window and its bars need: where the tallies are not,
    what is there is counted now, with one more query; of days, which has the ids of
    the page as well."""
    if chosen is None:
        return line, None
    scale = scale_for(chosen.earliest, chosen.latest)
    if line.tells(chosen, scale):
        return line, None
    made = bins(scale, chosen.earliest, chosen.latest)
    bars = made[0].earliest, made[-1].latest
    if scale is Scale.DAY:
        return cut(entries, bars, chosen, (page - 1) * PAGE, PAGE)
    return Line.read_within(entries, *bars), None


def _detail(chosen: Span | None, near: Line) -> Bars | None:
    """The window's own bars, whole ones at its edges too: each counts what its link
    finds."""
    if chosen is None or chosen.is_day:
        return None
    scale = scale_for(chosen.earliest, chosen.latest)
    return strip(scale, bins(scale, chosen.earliest, chosen.latest), near, None)


def _rows(found: EntryQuerySet, shown: Span) -> tuple[Row, ...]:
    """The rows of a page, with the places of its entries."""
    ties = EntryRegion.objects.select_related("region").order_by("role", "region__path")
    named = found.prefetch_related(
        Prefetch("entry_regions", ties),
        names_in(get_language() or "en", lookup="entry_regions__region__names"),
    )
    return tuple(row(entry, shown.earliest, shown.latest) for entry in named)
