"""The window of days that a reader looks at, and those before, after and around it."""

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
    """Days from `earliest` to `latest`: as day numbers, as EDTF and in words."""

    earliest: int
    latest: int
    date_from: str
    date_to: str
    words: str

    @property
    def is_day(self) -> bool:
        """Whether it is one day; such a window has no bars."""
        return self.earliest == self.latest

    def touches(self, earliest: int, latest: int) -> bool:
        """Whether it shares a day with these days."""
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
    """The days that the filters set, None without dates; a missing end is that of
    `extent`, the first and last day of all entries."""
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
    """The span of the bins that cover the extent.

    All bins are made at once, because the length of AGES depends on how many there are.
    """
    bins = make_bins(scale, *extent)
    return join_bins(bins[0], bins[-1])


def join_bins(first: TimeBin, last: TimeBin) -> TimeSpan:
    """The span from the beginning of one bin to the end of another."""
    words = first.words
    if (first.date_from, first.date_to) != (last.date_from, last.date_to):
        interval = parse_edtf(f"{first.date_from}/{last.date_to}")
        words = interval.display(get_language() or "en")
    return TimeSpan(first.earliest, last.latest, first.date_from, last.date_to, words)


def round_to_months(earliest: int, latest: int) -> TimeSpan | None:
    """The span of whole months that holds these days; None outside the years of the
    timeline."""
    if earliest < FIRST_DAY or latest > LAST_DAY:
        return None
    first, last = find_bin(TimeScale.MONTH, earliest), find_bin(TimeScale.MONTH, latest)
    return join_bins(*_find_end_bins(first.earliest, last.latest))


def shift_window(window: TimeSpan, step: int) -> TimeSpan | None:
    """A window of the same length just before (`step` -1) or just after (1), or
    None."""
    scale = _find_own_scale(window)
    if scale is TimeScale.DAY:
        days = window.latest - window.earliest + 1
        return _make_span(window.earliest + step * days, window.latest + step * days)
    number = step * _count_bins(scale, window)
    first = _shift_edge(window.earliest, scale, number)
    return _make_span(first, _shift_edge(window.latest + 1, scale, number) - 1)


def widen_window(window: TimeSpan) -> TimeSpan | None:
    """The next wider window: the month of a day, the year of a month and so on, or
    None."""
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
    """The first and last bin of the window, on the coarsest scale that fits both ends
    exactly."""
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
    """The length of the window in bins of a scale."""
    first, last = from_day_number(window.earliest), from_day_number(window.latest)
    if scale is TimeScale.MONTH:
        return (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    return last[0] // YEARS_OF_SCALE[scale] - first[0] // YEARS_OF_SCALE[scale] + 1


def _shift_edge(edge: int, scale: TimeScale, number: int) -> int:
    """The first day of the bin that is `number` bins after the one beginning at `edge`.

    Computed without making the bins between: there may be millions.
    """
    year, month, _day = from_day_number(edge)
    if scale is TimeScale.MONTH:
        year, month = divmod(year * 12 + month - 1 + number, 12)
        return day_number(year, month + 1, 1)
    return day_number(year + YEARS_OF_SCALE[scale] * number, 1, 1)


def choose_overview_scale(extent: tuple[int, int]) -> TimeScale:
    """The scale of the strip over all dates: years, coarser where there are too
    many."""
    scale = choose_scale(*extent)
    return scale if scale in SCALES_COARSE_TO_FINE[:3] else TimeScale.YEAR
