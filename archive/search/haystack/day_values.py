"""Dates and moments as they are given to Haystack → numbers of our columns."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.dateparse import parse_datetime

from archive.text import dates

from .errors import UnsupportedSearchError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Bounds = tuple[int, int]  # first and last, both included


def read_days(value: Any) -> Bounds:
    """The days of a date, a moment or a text in EDTF, such as `2019-02`. Raises
    `UnsupportedSearchError`."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.toordinal(), value.toordinal()
    try:
        text = str(value).strip().partition("T")[0]
        edtf = dates.parse_edtf(text)
    except dates.DateError as error:
        raise UnsupportedSearchError(
            f"The date {value!r}", "write a date, or EDTF such as '2019-02'"
        ) from error
    return edtf.earliest, edtf.latest


def read_moments(value: Any) -> Bounds:
    """The microseconds since 1970 of a moment, or of the days of anything else, by UTC.
    Raises `UnsupportedSearchError`."""
    if isinstance(value, str) and "T" in value:
        value = parse_datetime(value.strip()) or value
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        exact = (aware - EPOCH) // MICROSECOND
        return exact, exact
    first, last = read_days(value)
    return _begin_of_day(first), _begin_of_day(last + 1) - 1


def _begin_of_day(number: int) -> int:
    try:
        day = datetime.combine(date.fromordinal(number), time(), tzinfo=UTC)
    except (OverflowError, ValueError) as error:
        raise UnsupportedSearchError(
            "A moment before the year 1 or after 9999", "use the field `date`"
        ) from error
    return (day - EPOCH) // MICROSECOND
