"""The bins of a scale: which days each covers and how it is named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import get_language

from archive.text import dates


class Scale(StrEnum):
    """What one bar covers."""

    AGES = "ages"
    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True)
class Bin:
    """One bar's days, with the EDTF text that selects them."""

    earliest: int
    latest: int
    date_from: str
    date_to: str
    label: str
    words: str


def scale_for(earliest: int, latest: int) -> Scale:
    """The finest scale that needs no more than about forty bars."""
    days = latest - earliest + 1
    for scale, most in (
        (Scale.DAY, 45),
        (Scale.MONTH, 800),
        (Scale.YEAR, 15_000),
        (Scale.DECADE, 150_000),
        (Scale.CENTURY, 1_500_000),
    ):
        if days <= most:
            return scale
    return Scale.AGES


def bins(scale: Scale, earliest: int, latest: int) -> list[Bin]:
    """The bins that the days from `earliest` to `latest` touch, in order."""
    first = dates.from_day_number(earliest)
    last = dates.from_day_number(latest)
    if scale is Scale.DAY:
        return [_bin(_day_text(n)) for n in range(earliest, latest + 1)]
    if scale is Scale.MONTH:
        months = range(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1])
        return [_bin(f"{_year_text(m // 12)}-{m % 12 + 1:02d}") for m in months]
    step = _step(scale, last[0] - first[0])
    starts = range(first[0] // step * step, last[0] + 1, step)
    return [_years(start, step) for start in starts]


def bin_at(scale: Scale, day: int) -> Bin:
    """The bin of a scale that holds a day."""
    return bins(scale, day, day)[0]


def _step(scale: Scale, years: int) -> int:
    """Years of one bin; an age has as many as make no more than forty of them."""
    if scale is not Scale.AGES:
        return {Scale.YEAR: 1, Scale.DECADE: 10, Scale.CENTURY: 100}[scale]
    step = 1_000
    while years // step > 40:
        step *= 10
    return step


def _years(start: int, step: int) -> Bin:
    if step == 1:
        return _bin(_year_text(start))
    begin, end = _year_text(start), _year_text(start + step - 1)
    words = f"{start}–{start + step - 1}"
    if start < 1:  # the year 0 is 1 BCE, -1 is 2 BCE
        words = dates.parse_edtf(f"{begin}/{end}").display(get_language() or "en")
    return Bin(
        dates.parse_edtf(begin).earliest,
        dates.parse_edtf(end).latest,
        begin,
        end,
        str(start),
        words,
    )


def _bin(text: str) -> Bin:
    edtf = dates.parse_edtf(text)
    label = text.rpartition("-")[2] if text.count("-") and text[0] != "-" else text
    words = edtf.display(get_language() or "en")
    if text.count("-") == 1 and text[0] != "-":
        label = words.split()[0][:3] if words[:1].isalpha() else f"{int(label)}月"
    return Bin(edtf.earliest, edtf.latest, text, text, label, words)


def _year_text(year: int) -> str:
    if year < 0:
        return f"-{-year:04d}" if year >= -9999 else f"Y{year}"
    return f"{year:04d}" if year <= 9999 else f"Y{year}"


def _day_text(number: int) -> str:
    year, month, day = dates.from_day_number(number)
    return f"{_year_text(year)}-{month:02d}-{day:02d}"
