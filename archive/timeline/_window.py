"""The days that are looked at, and those beside and around them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from archive.selection import Selection
from archive.text.dates import (
    OPEN_EARLIEST,
    OPEN_LATEST,
    day_number,
    from_day_number,
    parse_edtf,
)

from ._bins import Bin, Scale, bin_at, bins, scale_for

YEARS = {Scale.CENTURY: 100, Scale.DECADE: 10, Scale.YEAR: 1}
LADDER = (Scale.AGES, Scale.CENTURY, Scale.DECADE, Scale.YEAR, Scale.MONTH)
FIRST, LAST = parse_edtf("Y-999999").earliest, parse_edtf("Y999999").latest


@dataclass(frozen=True)
class Span:
    """Days from `earliest` to `latest`, as EDTF ends and in words."""

    earliest: int
    latest: int
    date_from: str
    date_to: str
    words: str

    @property
    def is_day(self) -> bool:
        """Whether it is one day, which has no bars."""
        return self.earliest == self.latest

    def touches(self, earliest: int, latest: int) -> bool:
        """Whether it holds any of these days."""
        return earliest <= self.latest and latest >= self.earliest

    @property
    def is_of_months(self) -> bool:
        """Whether it begins and ends with a month."""
        first, last = from_day_number(self.earliest), from_day_number(self.latest + 1)
        return first[2] == 1 and last[2] == 1

    @property
    def is_of_years(self) -> bool:
        """Whether it begins and ends with a year."""
        first, last = from_day_number(self.earliest), from_day_number(self.latest + 1)
        return first[1:] == (1, 1) and last[1:] == (1, 1)


def window(selection: Selection, extent: tuple[int, int]) -> Span | None:
    """The days asked for; an end that is not given is that of the entries."""
    begin, end = selection.date_from, selection.date_to
    if begin is None and end is None:
        return None
    first = begin.earliest if begin else OPEN_EARLIEST
    last = end.latest if end else OPEN_LATEST
    if first == OPEN_EARLIEST:
        first = min(extent[0], bin_at(Scale.YEAR, last).earliest)
    if last == OPEN_LATEST:
        last = max(extent[1], bin_at(Scale.YEAR, first).latest)
    return span(*_named(first, last))


def whole(scale: Scale, extent: tuple[int, int]) -> Span:
    """The bins of everything, from the first day of the first to the last: made
    together, for ages are as long as their number asks for."""
    made = bins(scale, *extent)
    return span(made[0], made[-1])


def span(first: Bin, last: Bin) -> Span:
    """From the beginning of one bin to the end of another."""
    words = first.words
    if (first.date_from, first.date_to) != (last.date_from, last.date_to):
        interval = parse_edtf(f"{first.date_from}/{last.date_to}")
        words = interval.display(get_language() or "en")
    return Span(first.earliest, last.latest, first.date_from, last.date_to, words)


def around(earliest: int, latest: int) -> Span | None:
    """The whole months that hold these days; None beyond the years of the line."""
    if earliest < FIRST or latest > LAST:
        return None
    first, last = bin_at(Scale.MONTH, earliest), bin_at(Scale.MONTH, latest)
    return span(*_named(first.earliest, last.latest))


def beside(window: Span, step: int) -> Span | None:
    """As much again, just before (-1) or just after (1)."""
    scale = _own_scale(window)
    if scale is Scale.DAY:
        days = window.latest - window.earliest + 1
        return _within(window.earliest + step * days, window.latest + step * days)
    number = step * _size(scale, window)
    first = _moved(window.earliest, scale, number)
    return _within(first, _moved(window.latest + 1, scale, number) - 1)


def wider(window: Span) -> Span | None:
    """One rung up: the month of a day, the year of a month, and so on."""
    days = window.latest - window.earliest + 1
    for scale in reversed(LADDER[1:]):
        first = bin_at(scale, window.earliest)
        last = bin_at(scale, window.latest)
        if first.earliest < FIRST or last.latest > LAST:
            return None
        if last.latest - first.earliest + 1 > days:
            return span(first, last)
    return None


def _within(earliest: int, latest: int) -> Span | None:
    if earliest < FIRST or latest > LAST:
        return None
    return span(*_named(earliest, latest))


def _named(earliest: int, latest: int) -> tuple[Bin, Bin]:
    """The window's ends on the coarsest scale that names both exactly."""
    for scale in LADDER[1:]:
        first, last = bin_at(scale, earliest), bin_at(scale, latest)
        if first.earliest == earliest and last.latest == latest:
            return first, last
    return bin_at(Scale.DAY, earliest), bin_at(Scale.DAY, latest)


def _own_scale(window: Span) -> Scale:
    for scale in LADDER[1:]:
        first = bin_at(scale, window.earliest)
        last = bin_at(scale, window.latest)
        if first.earliest == window.earliest and last.latest == window.latest:
            return scale
    return Scale.DAY


def _size(scale: Scale, window: Span) -> int:
    """How many bins of a scale the window is long, counted by years and months."""
    first, last = from_day_number(window.earliest), from_day_number(window.latest)
    if scale is Scale.MONTH:
        return (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    return last[0] // YEARS[scale] - first[0] // YEARS[scale] + 1


def _moved(edge: int, scale: Scale, number: int) -> int:
    """The first day of the bin so many further than the one that begins at `edge`;
    reckoned, for there may be millions."""
    year, month, _day = from_day_number(edge)
    if scale is Scale.MONTH:
        year, month = divmod(year * 12 + month - 1 + number, 12)
        return day_number(year, month + 1, 1)
    return day_number(year + YEARS[scale] * number, 1, 1)


def coarse(extent: tuple[int, int]) -> Scale:
    """Years for the strip over everything, coarser when there are too many."""
    scale = scale_for(*extent)
    return scale if scale in LADDER[:3] else Scale.YEAR
