"""Days as integers, in any year: Python's own calendar ends at 1 and 9999."""

from __future__ import annotations

import calendar
from datetime import date

OPEN_EARLIEST, OPEN_LATEST = -2_147_483_648, 2_147_483_647
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097


def day_number(year: int, month: int, day: int) -> int:
    """The day's number, 1 for 1 January of year 1, in any year (proleptic)."""
    cycles, rest = divmod(year - 1, _CYCLE_YEARS)
    return date(rest + 1, month, day).toordinal() + cycles * _CYCLE_DAYS


def from_day_number(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number."""
    cycles, rest = divmod(number - 1, _CYCLE_DAYS)
    day = date.fromordinal(rest + 1)
    return day.year + cycles * _CYCLE_YEARS, day.month, day.day


def days_in_month(year: int, month: int) -> int:
    """How many days a month has."""
    return calendar.monthrange((year - 1) % _CYCLE_YEARS + 1, month)[1]


def format_year(year: int) -> str:
    """A year in EDTF."""
    if -9999 <= year < 0:
        return f"-{-year:04d}"
    return f"{year:04d}" if 0 <= year <= 9999 else f"Y{year}"


def clamp_day_number(number: int) -> int:
    """The day number as a database column can hold it.

    A date more than 5.8 million years away becomes the last day before an open end.
    """
    return max(OPEN_EARLIEST + 1, min(OPEN_LATEST - 1, number))
