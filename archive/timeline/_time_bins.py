"""The bins of a scale: the days that each covers, and its names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import get_language

from archive.text import dates


class TimeScale(StrEnum):
    """The length of time that one bar covers."""

    AGES = "ages"
    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True)
class TimeBin:
    """The days of one bar, as day numbers and as EDTF; `label` is short, `words` is
    whole."""

    earliest: int
    latest: int
    date_from: str
    date_to: str
    label: str
    words: str


def choose_scale(earliest: int, latest: int) -> TimeScale:
    """The finest scale that needs no more than about forty bars."""
    days = latest - earliest + 1
    for scale, most in (
        (TimeScale.DAY, 45),
        (TimeScale.MONTH, 800),
        (TimeScale.YEAR, 15_000),
        (TimeScale.DECADE, 150_000),
        (TimeScale.CENTURY, 1_500_000),
    ):
        if days <= most:
            return scale
    return TimeScale.AGES


def make_bins(scale: TimeScale, earliest: int, latest: int) -> list[TimeBin]:
    """The bins that the days from `earliest` to `latest` touch, in order."""
    first = dates.from_day_number(earliest)
    last = dates.from_day_number(latest)
    if scale is TimeScale.DAY:
        return [_make_bin(_format_day(n)) for n in range(earliest, latest + 1)]
    if scale is TimeScale.MONTH:
        months = range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])
        return [
            _make_bin(f"{dates.format_year(m // 12)}-{m % 12 + 1:02d}") for m in months
        ]
    step = _years_per_bin(scale, last[0] - first[0])
    starts = range(first[0] // step * step, last[0] + 1, step)
    return [_make_years_bin(start, step) for start in starts]


def find_bin(scale: TimeScale, day: int) -> TimeBin:
    """The bin of a scale that holds a day."""
    return make_bins(scale, day, day)[0]


def _years_per_bin(scale: TimeScale, years: int) -> int:
    """Years of one bin; those of the scale AGES are so long that forty are enough."""
    if scale is not TimeScale.AGES:
        return {TimeScale.YEAR: 1, TimeScale.DECADE: 10, TimeScale.CENTURY: 100}[scale]
    step = 1_000
    while years // step > 40:
        step *= 10
    return step


def _make_years_bin(start: int, step: int) -> TimeBin:
    if step == 1:
        return _make_bin(dates.format_year(start))
    begin, end = dates.format_year(start), dates.format_year(start + step - 1)
    words = f"{start}–{start + step - 1}"
    if start < 1:  # the year 0 is 1 BCE, -1 is 2 BCE
        words = dates.parse_edtf(f"{begin}/{end}").display(get_language() or "en")
    return TimeBin(
        dates.parse_edtf(begin).earliest,
        dates.parse_edtf(end).latest,
        begin,
        end,
        str(start),
        words,
    )


def _make_bin(text: str) -> TimeBin:
    edtf = dates.parse_edtf(text)
    label = text.rpartition("-")[2] if text.count("-") and text[0] != "-" else text
    words = edtf.display(get_language() or "en")
    if text.count("-") == 1 and text[0] != "-":
        label = words.split()[0][:3] if words[:1].isalpha() else f"{int(label)}月"
    return TimeBin(edtf.earliest, edtf.latest, text, text, label, words)


def _format_day(number: int) -> str:
    year, month, day = dates.from_day_number(number)
    return f"{dates.format_year(year)}-{month:02d}-{day:02d}"
