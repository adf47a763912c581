"""Months as numbers, as tallies count by them."""

from __future__ import annotations

from archive.text.dates import from_day_number

# In place of a month: what a region has of a concept, all of a value, those undated.
PAIR_MONTH, ALL_MONTHS, UNDATED_MONTH = -3, -2, -1
EPOCH_MONTH = -4  # the row whose kind is another after each change of the tallies
YEAR_ZERO = 120_000_000  # a month is its year times twelve and its place, and this


def get_month_number(day: int) -> int:
    """The month of a day number, never below 0 in the years that EDTF can name."""
    year, month, _day = from_day_number(day)
    return YEAR_ZERO + year * 12 + month - 1


def get_year_of_month(month: int) -> int:
    """The year of a month number."""
    return (month - YEAR_ZERO) // 12
