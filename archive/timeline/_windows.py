"""The days that are looked at, and those beside and around them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from archive.filters import SearchFilters
from archive.text.dates import (
    OPEN_EARLIEST,
    OPEN_LATEST,
    day_number,
    from_day_number,
    parse_edtf,
)

from ._time_bins import TimeBin, TimeScale, choose_scale, find_bin, make_bins

YEARS_OF_SCALE = {TimeScale.CENTURY: 100, TimeScale.DECADE: 10, TimeScale.YEAR: 1}
SCALES_COARSE_TO_FINE = (
    TimeScale.AGES,
    TimeScale.CENTURY,
    TimeScale.DECADE,
    TimeScale.YEAR,
    TimeScale.MONTH,
)
FIRST_DAY, LAST_DAY = parse_edtf("Y-999999").earliest, parse_edtf("Y999999").latest


@dataclass(frozen=True)
class TimeSpan:
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


def choose_window(filters: SearchFilters, extent: tuple[int, int]) -> TimeSpan | None:
    """The days asked for; an end that is not given is that of the entries."""
    begin, end = filters.date_from, filters.date_to
    if begin is None and end is None:
        return None
    first = begin.earliest if begin else OPEN_EARLIEST
    last = end.latest if end else OPEN_LATEST
    if first == OPEN_EARLIEST:
        first = min(extent[0], find_bin(TimeScale.YEAR, last).earliest)
    if last == OPEN_LATEST:
        last = max(extent[1], find_bin(TimeScale.YEAR, first).latest)
    return join_bins(*_find_end_bins(first, last))


def cover_extent(scale: TimeScale, extent: tuple[int, int]) -> TimeSpan:
    """The bins of everything, from the first day of the first to the last: made
    together, for ages are as long as their number asks for."""
    made = make_bins(scale, *extent)
    return join_bins(made[0], made[-1])


def join_bins(first: TimeBin, last: TimeBin) -> TimeSpan:
    """From the beginning of one bin to the end of another."""
    words = first.words
    if (first.date_from, first.date_to) != (last.date_from, last.date_to):
        interval = parse_edtf(f"{first.date_from}/{last.date_to}")
        words = interval.display(get_language() or "en")
    return TimeSpan(first.earliest, last.latest, first.date_from, last.date_to, words)


def round_to_months(earliest: int, latest: int) -> TimeSpan | None:
    """The whole months that hold these days; None beyond the years of the line."""
    if earliest < FIRST_DAY or latest > LAST_DAY:
        return None
    first, last = find_bin(TimeScale.MONTH, earliest), find_bin(TimeScale.MONTH, latest)
    return join_bins(*_find_end_bins(first.earliest, last.latest))


def shift_window(window: TimeSpan, step: int) -> TimeSpan | None:
    """As much again, just before (-1) or just after (1)."""
    scale = _find_own_scale(window)
    if scale is TimeScale.DAY:
        days = window.latest - window.earliest + 1
        return _make_span(window.earliest + step * days, window.latest + step * days)
    number = step * _count_bins(scale, window)
    first = _shift_edge(window.earliest, scale, number)
    return _make_span(first, _shift_edge(window.latest + 1, scale, number) - 1)


def widen_window(window: TimeSpan) -> TimeSpan | None:
    """One rung up: the month of a day, the year of a month, and so on."""
    days = window.latest - window.earliest + 1
    for scale in reversed(SCALES_COARSE_TO_FINE[1:]):
        first = find_bin(scale, window.earliest)
        last = find_bin(scale, window.latest)
        if first.earliest < FIRST_DAY or last.latest > LAST_DAY:
            return None
        if last.latest - first.earliest + 1 > days:
            return join_bins(first, last)
    return None


def _make_span(earliest: int, latest: int) -> TimeSpan | None:
    if earliest < FIRST_DAY or latest > LAST_DAY:
        return None
    return join_bins(*_find_end_bins(earliest, latest))


def _find_end_bins(earliest: int, latest: int) -> tuple[TimeBin, TimeBin]:
    """The window's ends on the coarsest scale that names both exactly."""
    for scale in SCALES_COARSE_TO_FINE[1:]:
        first, last = find_bin(scale, earliest), find_bin(scale, latest)
        if first.earliest == earliest and last.latest == latest:
            return first, last
    return find_bin(TimeScale.DAY, earliest), find_bin(TimeScale.DAY, latest)


def _find_own_scale(window: TimeSpan) -> TimeScale:
    for scale in SCALES_COARSE_TO_FINE[1:]:
        first = find_bin(scale, window.earliest)
        last = find_bin(scale, window.latest)
        if first.earliest == window.earliest and last.latest == window.latest:
            return scale
    return TimeScale.DAY


def _count_bins(scale: TimeScale, window: TimeSpan) -> int:
    """How many bins of a scale the window is long, counted by years and months."""
    first, last = from_day_number(window.earliest), from_day_number(window.latest)
    if scale is TimeScale.MONTH:
        return (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    return last[0] // YEARS_OF_SCALE[scale] - first[0] // YEARS_OF_SCALE[scale] + 1


def _shift_edge(edge: int, scale: TimeScale, number: int) -> int:
    """The first day of the bin so many further than the one that begins at `edge`;
    reckoned, for there may be millions."""
    year, month, _day = from_day_number(edge)
    if scale is TimeScale.MONTH:
        year, month = divmod(year * 12 + month - 1 + number, 12)
        return day_number(year, month + 1, 1)
    return day_number(year + YEARS_OF_SCALE[scale] * number, 1, 1)


def choose_overview_scale(extent: tuple[int, int]) -> TimeScale:
    """Years for the strip over everything, coarser when there are too many."""
    scale = choose_scale(*extent)
    return scale if scale in SCALES_COARSE_TO_FINE[:3] else TimeScale.YEAR
