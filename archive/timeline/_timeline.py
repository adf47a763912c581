"""A view of the line: the whole strip, the window, and the entries in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from archive.models.entry import EntryQuerySet
from archive.selection import Selection
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST, parse

from ._bins import Bin, Scale, bins, scale_for
from ._buckets import Bar, Bars, known, strip
from ._layout import Row, row

PAGE = 50


@dataclass(frozen=True)
class Span:
    """Days from `earliest` to `latest`, as EDTF ends and in words."""

    earliest: int
    latest: int
    date_from: str
    date_to: str
    words: str


@dataclass(frozen=True)
class Timeline:
    """What the page shows. `detail` is None while no window is chosen; `axis` names
    the parts of the tracks; `fullest` is the part with most entries."""

    overview: Bars
    detail: Bars | None
    axis: tuple[str, ...]
    fullest: Bar | None
    window: Span | None
    previous: Span | None
    next: Span | None
    wider: Span | None
    rows: tuple[Row, ...]
    page: int
    pages: int
    touching: int
    dated: int
    undated: int


def timeline(selection: Selection, entries: EntryQuerySet) -> Timeline:
    """Lay out `entries`: public ones that pass the filters, but for the dates.

    Five queries, and two that fetch the names of regions; the bars read two
    integers per dated entry.
    """
    pairs = entries.dated().values_list("date_earliest", "date_latest")
    found = [(a, b) for a, b in pairs if a is not None and b is not None]
    undated = entries.undated().count()
    extent = _extent(found)
    window = _window(selection, extent)
    overview = _overview(window, found, extent)
    detail = _detail(window, found)
    drawn = detail or overview
    shown = window or _whole(overview.scale, extent)
    touching = entries.dated()
    if window:
        touching = entries.touching(window.earliest, window.latest)
    total = touching.count()
    pages = max(1, -(-total // PAGE))
    rows = _rows(touching, selection.page, shown) if found else ()
    return Timeline(
        overview=overview,
        detail=detail,
        axis=tuple(bar.label for bar in drawn.bars) if not _is_day(window) else (),
        fullest=drawn.most,
        window=window,
        previous=_beside(window, -1),
        next=_beside(window, 1),
        wider=_wider(window),
        rows=rows,
        page=selection.page,
        pages=pages,
        touching=total,
        dated=len(found),
        undated=undated,
    )


def _overview(
    window: Span | None, found: list[tuple[int, int]], extent: tuple[int, int]
) -> Bars:
    scale = _coarse(extent)
    return strip(
        scale,
        bins(scale, *extent) if found else [],
        found,
        (window.earliest, window.latest) if window else None,
    )


def _extent(found: list[tuple[int, int]]) -> tuple[int, int]:
    spans = [known(*pair) for pair in found]
    if not spans:
        return parse("2000").earliest or 0, parse("2000").latest or 0
    return min(s[0] for s in spans), max(s[1] for s in spans)


def _is_day(window: Span | None) -> bool:
    return window is not None and window.earliest == window.latest


def _whole(scale: Scale, extent: tuple[int, int]) -> Span:
    """The bins of everything, from the first day of the first to the last."""
    first, last = _ends(scale, *extent)
    return _span(first, last)


def _coarse(extent: tuple[int, int]) -> Scale:
    """Years for the strip over everything, coarser when there are too many."""
    scale = scale_for(*extent)
    return scale if scale in (Scale.DECADE, Scale.CENTURY) else Scale.YEAR


def _window(selection: Selection, extent: tuple[int, int]) -> Span | None:
    begin, end = selection.date_from, selection.date_to
    if begin is None and end is None:
        return None
    earliest = begin.earliest if begin and begin.earliest is not None else extent[0]
    latest = end.latest if end and end.latest is not None else extent[1]
    earliest = extent[0] if earliest == OPEN_EARLIEST else earliest
    latest = extent[1] if latest == OPEN_LATEST else latest
    if latest < earliest:
        return None
    first, last = _named(earliest, latest)
    return _span(first, last)


def _named(earliest: int, latest: int) -> tuple[Bin, Bin]:
    """The window's ends on the coarsest scale that names both exactly."""
    for scale in (Scale.CENTURY, Scale.DECADE, Scale.YEAR, Scale.MONTH):
        first, last = _ends(scale, earliest, latest)
        if first.earliest == earliest and last.latest == latest:
            return first, last
    return _ends(Scale.DAY, earliest, latest)


def _ends(scale: Scale, earliest: int, latest: int) -> tuple[Bin, Bin]:
    return bins(scale, earliest, earliest)[0], bins(scale, latest, latest)[0]


def _span(first: Bin, last: Bin) -> Span:
    words = first.words
    if (first.date_from, first.date_to) != (last.date_from, last.date_to):
        interval = parse(f"{first.date_from}/{last.date_to}")
        words = interval.display(get_language() or "en")
    return Span(first.earliest, last.latest, first.date_from, last.date_to, words)


def _detail(window: Span | None, found: list[tuple[int, int]]) -> Bars | None:
    if window is None or _is_day(window):
        return None
    scale = scale_for(window.earliest, window.latest)
    return strip(scale, bins(scale, window.earliest, window.latest), found, None)


def _beside(window: Span | None, step: int) -> Span | None:
    if window is None:
        return None
    days = window.latest - window.earliest + 1
    if days <= 1:
        day = window.earliest + step
        return _span(*_named(day, day))
    scale = _own_scale(window)
    at = window.latest + 1 if step > 0 else window.earliest - 1
    size = len(bins(scale, window.earliest, window.latest))
    edge = at
    for _again in range(size - 1):
        bin_ = bins(scale, edge, edge)[0]
        edge = bin_.latest + 1 if step > 0 else bin_.earliest - 1
    first, last = (at, edge) if step > 0 else (edge, at)
    return _span(bins(scale, first, first)[0], bins(scale, last, last)[0])


def _own_scale(window: Span) -> Scale:
    first, _last = _named(window.earliest, window.latest)
    dashes = first.date_from.lstrip("-Y").count("-")
    if dashes == 0 and first.date_from != first.date_to:
        span = int(first.date_to) - int(first.date_from) + 1
        return Scale.DECADE if span == 10 else Scale.CENTURY
    return (Scale.YEAR, Scale.MONTH, Scale.DAY)[dashes]


def _wider(window: Span | None) -> Span | None:
    if window is None:
        return None
    days = window.latest - window.earliest + 1
    for scale, least in (
        (Scale.MONTH, 1),
        (Scale.YEAR, 32),
        (Scale.DECADE, 367),
        (Scale.CENTURY, 3700),
    ):
        if days < least * 31 or (scale is Scale.MONTH and days == 1):
            first, last = _ends(scale, window.earliest, window.latest)
            if last.latest - first.earliest + 1 > days:
                return _span(first, last)
    return None


def _rows(entries: EntryQuerySet, page: int, shown: Span) -> tuple[Row, ...]:
    """A page of rows, by earliest possible day, then the narrower date first."""
    start = (page - 1) * PAGE
    ordered = Selection(sort="date").in_order(entries)
    chosen = ordered.with_vocabulary()[start : start + PAGE]
    return tuple(row(entry, shown.earliest, shown.latest) for entry in chosen)
