"""Numbers of months, under which entries are counted."""

from __future__ import annotations

from archive.text.dates import from_day_number

ALL_MONTHS, UNDATED_MONTH = -2, -1  # all months together, entries without a date
YEAR_ZERO = 120_000_000  # month number = this + year * 12 + month - 1


def get_month_number(day: int) -> int:
    """The number of the month of a day number; never negative for years that EDTF can
    name."""
    year, month, _day = from_day_number(day)
    return YEAR_ZERO + year * 12 + month - 1


def get_year_of_month(month: int) -> int:
    """The year of a month number."""
    return (month - YEAR_ZERO) // 12
