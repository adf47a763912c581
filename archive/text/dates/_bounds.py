"""The first and the last day that a date can be, and how precise it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ._day_numbers import (
    OPEN_EARLIEST,
    OPEN_LATEST,
    clamp_day_number,
    day_number,
    days_in_month,
)
from ._errors import DateError
from ._grammar import DateExpression, DateInterval, DateList, SingleDate

DateBounds = tuple[int, int, str]
# EDTF code → first month, last month (13 to 15 are months of the next year), precision.
# ISO leaves open which months 21 to 24 are: we take the northern meteorological ones.
MONTH_GROUPS: dict[int, tuple[int, int, str]] = {
    **{21 + n: (3 + 3 * n, 5 + 3 * n, "season") for n in range(4)},
    **{25 + n: (3 + 3 * n, 5 + 3 * n, "season") for n in range(4)},
    29: (9, 11, "season"),
    30: (12, 14, "season"),
    31: (3, 5, "season"),
    32: (6, 8, "season"),
    **{33 + n: (1 + 3 * n, 3 + 3 * n, "quarter") for n in range(4)},
    **{37 + n: (1 + 4 * n, 4 + 4 * n, "third") for n in range(3)},
    **{40 + n: (1 + 6 * n, 6 + 6 * n, "half") for n in range(2)},
}
_PRECISION_OF_UNKNOWN_DIGITS = {
    0: "year",
    1: "decade",
    2: "century",
    3: "millennium",
    4: "ages",
}


def find_bounds(expression: DateExpression) -> DateBounds:
    """First and last day number, and the precision. Raises `DateError`."""
    if isinstance(expression, SingleDate):
        return _single_date_bounds(expression)
    if isinstance(expression, DateInterval):
        return _interval_bounds(expression)
    bounds = [find_bounds(part) for part in expression.parts]
    earliest, latest = min(b[0] for b in bounds), max(b[1] for b in bounds)
    if earliest == OPEN_EARLIEST and latest == OPEN_LATEST:
        raise DateError("open list")
    return earliest, latest, _list_precision(expression)


def possible_year_range(date: SingleDate) -> tuple[int, int]:
    """The lowest and the highest year that the known digits allow."""
    if date.significant_digits:
        number = int(date.year)
        unit = 10 ** (len(date.year.lstrip("-")) - date.significant_digits)
        low = abs(number) // unit * unit
        ends = (low, low + unit - 1)
        return ends if number >= 0 else (-ends[1], -ends[0])
    low, high = int(date.year.replace("X", "0")), int(date.year.replace("X", "9"))
    return min(low, high), max(low, high)


def possible_months(date: SingleDate) -> list[int]:
    """The months that the known digits allow."""
    return [n for n in range(1, 13) if _matches_digits(n, date.month)]


def _list_precision(expression: DateList) -> str:
    if len(expression.parts) == 1 and isinstance(expression.parts[0], DateInterval):
        return "interval"
    return "several" if expression.is_all else "choice"


def _interval_bounds(expression: DateInterval) -> DateBounds:
    begin = find_bounds(expression.first) if expression.first else None
    end = find_bounds(expression.last) if expression.last else None
    if begin and end and expression.first and expression.last and begin[0] > end[1]:
        raise DateError("order", first=expression.first.text, last=expression.last.text)
    earliest = begin[0] if begin else OPEN_EARLIEST
    return earliest, end[1] if end else OPEN_LATEST, "interval"


def _single_date_bounds(date: SingleDate) -> DateBounds:
    low, high = possible_year_range(date)
    if not date.month or (date.month == "XX" and date.day in ("", "XX")):
        return _year_bounds(date, low, high)
    if date.month.isdigit() and int(date.month) in MONTH_GROUPS:
        return _group_bounds(date, low, high)
    months = possible_months(date)
    if not months:
        raise DateError("month", text=date.text, month=date.month)
    if not date.day or date.day == "XX":
        earliest = _clamped_day_number(low, months[0], 1)
        latest = _clamped_day_number(high, months[-1], days_in_month(high, months[-1]))
    else:
        earliest = _find_edge_day(date, is_last=False)
        latest = _find_edge_day(date, is_last=True)
    return earliest, latest, _coarsest_precision(date)


def _year_bounds(date: SingleDate, low: int, high: int) -> DateBounds:
    if date.year.endswith("XXXX"):
        raise DateError("no year")
    unknown = date.year.count("X")
    if date.significant_digits:
        unknown = len(date.year.lstrip("-")) - date.significant_digits
    precision = _PRECISION_OF_UNKNOWN_DIGITS.get(unknown, "ages")
    first, last = _clamped_day_number(low, 1, 1), _clamped_day_number(high, 12, 31)
    return first, last, precision


def _group_bounds(date: SingleDate, low: int, high: int) -> DateBounds:
    if date.day:
        raise DateError("season day", text=date.text)
    first, last, precision = MONTH_GROUPS[int(date.month)]
    after, month = (high, last) if last <= 12 else (high + 1, last - 12)
    if "X" in date.year:
        precision = _PRECISION_OF_UNKNOWN_DIGITS[date.year.count("X")]
    latest = _clamped_day_number(after, month, days_in_month(after, month))
    return _clamped_day_number(low, first, 1), latest, precision


def _find_edge_day(date: SingleDate, *, is_last: bool) -> int:
    """The first or last calendar day that matches; `190X-02-29` has few.

    Raises `DateError` where there is none.
    """
    step = -1 if is_last else 1
    for year in _possible_years(date, step):
        for month in possible_months(date)[::step]:
            days = range(1, days_in_month(year, month) + 1)
            edge_day = next(
                (d for d in days[::step] if _matches_digits(d, date.day)), None
            )
            if edge_day:
                return _clamped_day_number(year, month, edge_day)
    if "X" in date.text:
        raise DateError("never", text=date.text)
    year_month = f"{date.year}-{date.month}"
    raise DateError("day", text=date.text, month=year_month, day=date.day)


def _possible_years(date: SingleDate, step: int) -> Iterator[int]:
    low, high = possible_year_range(date)
    years: Iterable[int] = range(low, high + 1)[::step]
    year_pattern = re.compile(date.year.lstrip("-").replace("X", r"\d"))
    is_pattern = "X" in date.year
    return (
        y for y in years if not is_pattern or year_pattern.fullmatch(f"{abs(y):04d}")
    )


def _coarsest_precision(date: SingleDate) -> str:
    """The precision that the coarsest part with an unknown digit leaves."""
    if "X" in date.year:
        return _PRECISION_OF_UNKNOWN_DIGITS[date.year.count("X")]
    if "X" in date.month:
        return "year"
    return "month" if not date.day or "X" in date.day else "day"


def _matches_digits(number: int, pattern: str) -> bool:
    digits = f"{number:02d}"
    return all(p in ("X", d) for p, d in zip(pattern, digits, strict=True))


def _clamped_day_number(year: int, month: int, day: int) -> int:
    return clamp_day_number(day_number(year, month, day))
