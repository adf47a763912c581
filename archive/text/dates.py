"""Dates as sources state them: EDTF level 0 and 1, and `[..X]` of level 2."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from ._datewords import words
from ._printed import printed

OPEN_EARLIEST, OPEN_LATEST = -2_147_483_648, 2_147_483_647
_SIMPLE = re.compile(
    r"(?P<year>Y-?\d{5,6}|-?\d{4}|-?\d{3}X|-?\d{2}XX|XXXX)"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[~?%]?)"
)
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097


class DateError(ValueError):
    """A date that cannot be read; the message tells an editor why."""


@dataclass(frozen=True)
class Edtf:
    """A parsed date. Bounds are day numbers; an open end is a column's extreme."""

    text: str
    earliest: int
    latest: int
    open_start: bool
    open_end: bool
    approximate: bool
    uncertain: bool
    precision: str

    def display(self, language: str) -> str:
        """In words, in de, en or zh-Hans."""
        return words(self.text, language)


def day_number(year: int, month: int, day: int) -> int:
    """The day's number, 1 for 1 January of year 1, in any year (proleptic)."""
    cycles, rest = divmod(year - 1, _CYCLE_YEARS)
    return date(rest + 1, month, day).toordinal() + cycles * _CYCLE_DAYS


def from_day_number(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number."""
    cycles, rest = divmod(number - 1, _CYCLE_DAYS)
    found = date.fromordinal(rest + 1)
    return found.year + cycles * _CYCLE_YEARS, found.month, found.day


def parse(text: str) -> Edtf:
    """Read EDTF. Raises `DateError` with the reason."""
    text = text.strip()
    if text.startswith("[..") and text.endswith("]"):
        end = _simple(text[3:-1])
        return Edtf(
            text, OPEN_EARLIEST, end.latest, True, False,
            end.approximate, end.uncertain, "interval",
        )  # fmt: skip
    if "/" in text:
        return _interval(text)
    return _simple(text)


def read_printed(text: str) -> Edtf | None:
    """A date as newspapers print it, in German, English or Chinese, or None."""
    found = find_printed(text)
    return found[0] if found else None


def find_printed(text: str) -> tuple[Edtf, int, int] | None:
    """The first printed date and where it begins and ends in `text`, or None."""
    found = printed(text)
    if found is None:
        return None
    try:
        return parse(found[0]), found[1], found[2]
    except DateError:
        return None


def _interval(text: str) -> Edtf:
    first, _slash, last = text.partition("/")
    is_open = ("", "..")
    if first in is_open and last in is_open:
        raise DateError("An interval needs at least one known end: 2018/2020.")
    begin = None if first in is_open else _simple(first)
    end = None if last in is_open else _simple(last)
    if begin and end and begin.earliest > end.latest:
        raise DateError(f"{first} is after {last}: write the earlier date first.")
    ends = [side for side in (begin, end) if side]
    return Edtf(
        text,
        begin.earliest if begin else OPEN_EARLIEST,
        end.latest if end else OPEN_LATEST,
        begin is None,
        end is None,
        any(side.approximate for side in ends),
        any(side.uncertain for side in ends),
        "interval",
    )


def _simple(text: str) -> Edtf:
    found = _SIMPLE.fullmatch(text)
    if not found:
        raise DateError(
            f"{text[:40]!r} is no date that can be read. Write 2019-02-20, 2019-02, "
            "2019, 2018/2020, ../2019-02-20, 2019~ (about) or 2019? (uncertain)."
        )
    earliest, latest, precision = _bounds(
        found["year"], found["month"] or "", found["day"] or "", text
    )
    mark = found["mark"]
    return Edtf(
        text, earliest, latest, False, False, mark in ("~", "%") and bool(mark),
        mark in ("?", "%") and bool(mark), precision,
    )  # fmt: skip


def _bounds(year: str, month: str, day: str, text: str) -> tuple[int, int, str]:
    if "X" in year and month not in ("", "XX"):
        raise DateError(f"{text}: an unknown year cannot have a month.")
    low, high, precision = _years(year)
    if month in ("", "XX"):
        if day not in ("", "XX"):
            raise DateError(f"{text}: a day needs its month.")
        return day_number(low, 1, 1), day_number(high, 12, 31), precision
    number = int(month)
    if number in _SEASONS and not day:
        first, last = _SEASONS[number]
        after, last = (low, last) if last <= 12 else (low + 1, last - 12)
        return day_number(low, first, 1), _month_end(after, last), "season"
    if not 1 <= number <= 12:
        raise DateError(f"{text}: there is no month {month}.")
    if day in ("", "XX"):
        return day_number(low, number, 1), _month_end(low, number), "month"
    if not 1 <= int(day) <= _days(low, number):
        raise DateError(f"{text}: this month has no day {day}.")
    only = day_number(low, number, int(day))
    return only, only, "day"


def _years(year: str) -> tuple[int, int, str]:
    if year == "XXXX":
        raise DateError("A date needs a year; leave it empty when unknown.")
    number = year.removeprefix("Y")
    low, high = int(number.replace("X", "0")), int(number.replace("X", "9"))
    precision = {0: "year", 1: "decade", 2: "century"}[number.count("X")]
    return min(low, high), max(low, high), precision


def _days(year: int, month: int) -> int:
    return calendar.monthrange((year - 1) % _CYCLE_YEARS + 1, month)[1]


def _month_end(year: int, month: int) -> int:
    return day_number(year, month, _days(year, month))
