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
# Code: first month, last month (13 to 15 are of the next year), precision. 21 to 24 are
# taken as in the north, as months of meteorologists; ISO leaves both to the reader.
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


def find_bounds(form: DateExpression) -> DateBounds:
    """Day numbers as columns hold them, and the precision. Raises `DateError`."""
    if isinstance(form, SingleDate):
        return _single_date_bounds(form)
    if isinstance(form, DateInterval):
        return _interval_bounds(form)
    found = [find_bounds(part) for part in form.parts]
    earliest, latest = min(b[0] for b in found), max(b[1] for b in found)
    if earliest == OPEN_EARLIEST and latest == OPEN_LATEST:
        raise DateError("open list")
    return earliest, latest, _list_precision(form)


def possible_year_range(one: SingleDate) -> tuple[int, int]:
    """The lowest and the highest year that its digits leave."""
    if one.significant:
        number = int(one.year)
        unit = 10 ** (len(one.year.lstrip("-")) - one.significant)
        low = abs(number) // unit * unit
        ends = (low, low + unit - 1)
        return ends if number >= 0 else (-ends[1], -ends[0])
    low, high = int(one.year.replace("X", "0")), int(one.year.replace("X", "9"))
    return min(low, high), max(low, high)


def possible_months(one: SingleDate) -> list[int]:
    """The months that its digits leave."""
    return [n for n in range(1, 13) if _matches_digits(n, one.month)]


def _list_precision(form: DateList) -> str:
    if len(form.parts) == 1 and isinstance(form.parts[0], DateInterval):
        return "interval"
    return "several" if form.is_all else "choice"


def _interval_bounds(form: DateInterval) -> DateBounds:
    begin = find_bounds(form.first) if form.first else None
    end = find_bounds(form.last) if form.last else None
    if begin and end and form.first and form.last and begin[0] > end[1]:
        raise DateError("order", first=form.first.text, last=form.last.text)
    earliest = begin[0] if begin else OPEN_EARLIEST
    return earliest, end[1] if end else OPEN_LATEST, "interval"


def _single_date_bounds(one: SingleDate) -> DateBounds:
    low, high = possible_year_range(one)
    if not one.month or (one.month == "XX" and one.day in ("", "XX")):
        if one.year.endswith("XXXX"):
            raise DateError("no year")
        unknown = one.year.count("X")
        if one.significant:
            unknown = len(one.year.lstrip("-")) - one.significant
        precision = _PRECISION_OF_UNKNOWN_DIGITS.get(unknown, "ages")
        return (
            _clamped_day_number(low, 1, 1),
            _clamped_day_number(high, 12, 31),
            precision,
        )
    if one.month.isdigit() and int(one.month) in MONTH_GROUPS:
        return _group_bounds(one, low, high)
    if not possible_months(one):
        raise DateError("month", text=one.text, month=one.month)
    if not one.day or one.day == "XX":
        months = possible_months(one)
        latest = _clamped_day_number(high, months[-1], days_in_month(high, months[-1]))
        return _clamped_day_number(low, months[0], 1), latest, _coarsest_precision(one)
    earliest, latest = (
        _find_edge_day(one, is_last=False),
        _find_edge_day(one, is_last=True),
    )
    return earliest, latest, _coarsest_precision(one)


def _group_bounds(one: SingleDate, low: int, high: int) -> DateBounds:
    if one.day:
        raise DateError("season day", text=one.text)
    first, last, precision = MONTH_GROUPS[int(one.month)]
    after, month = (high, last) if last <= 12 else (high + 1, last - 12)
    if "X" in one.year:
        precision = _PRECISION_OF_UNKNOWN_DIGITS[one.year.count("X")]
    latest = _clamped_day_number(after, month, days_in_month(after, month))
    return _clamped_day_number(low, first, 1), latest, precision


def _find_edge_day(one: SingleDate, *, is_last: bool) -> int:
    """The first or last day of a calendar that fits; there may be few, as of
    `190X-02-29`. Raises `DateError`."""
    step = -1 if is_last else 1
    for year in _possible_years(one, step):
        for month in possible_months(one)[::step]:
            days = range(1, days_in_month(year, month) + 1)
            found = next((d for d in days[::step] if _matches_digits(d, one.day)), None)
            if found:
                return _clamped_day_number(year, month, found)
    if "X" in one.text:
        raise DateError("never", text=one.text)
    named = f"{one.year}-{one.month}"
    raise DateError("day", text=one.text, month=named, day=one.day)


def _possible_years(one: SingleDate, step: int) -> Iterator[int]:
    low, high = possible_year_range(one)
    years: Iterable[int] = range(low, high + 1)[::step]
    wanted = re.compile(one.year.lstrip("-").replace("X", r"\d"))
    is_pattern = "X" in one.year
    return (y for y in years if not is_pattern or wanted.fullmatch(f"{abs(y):04d}"))


def _coarsest_precision(one: SingleDate) -> str:
    """That of the coarsest part which is not known whole."""
    if "X" in one.year:
        return _PRECISION_OF_UNKNOWN_DIGITS[one.year.count("X")]
    if "X" in one.month:
        return "year"
    return "month" if not one.day or "X" in one.day else "day"


def _matches_digits(number: int, pattern: str) -> bool:
    digits = f"{number:02d}"
    return all(p in ("X", d) for p, d in zip(pattern, digits, strict=True))


def _clamped_day_number(year: int, month: int, day: int) -> int:
    return clamp_day_number(day_number(year, month, day))
