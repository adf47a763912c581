"""The first and the last day that a date can be, and how precise it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ._day_numbers import OPEN_EARLIEST, OPEN_LATEST, day_number, days_of, held
from ._errors import DateError
from ._grammar import Form, Interval, One, Several

Bounds = tuple[int, int, str]
# Code: first month, last month (13 to 15 are of the next year), precision. 21 to 24 are
# taken as in the north, as months of meteorologists; ISO leaves both to the reader.
GROUPS: dict[int, tuple[int, int, str]] = {
    **{21 + n: (3 + 3 * n, 5 + 3 * n, "season") for n in range(4)},
    **{25 + n: (3 + 3 * n, 5 + 3 * n, "season") for n in range(4)},
    29: (9, 11, "season"), 30: (12, 14, "season"),
    31: (3, 5, "season"), 32: (6, 8, "season"),
    **{33 + n: (1 + 3 * n, 3 + 3 * n, "quarter") for n in range(4)},
    **{37 + n: (1 + 4 * n, 4 + 4 * n, "third") for n in range(3)},
    **{40 + n: (1 + 6 * n, 6 + 6 * n, "half") for n in range(2)},
}  # fmt: skip
_AGES = {0: "year", 1: "decade", 2: "century", 3: "millennium", 4: "ages"}


def bounds(form: Form) -> Bounds:
    """Day numbers as columns hold them, and the precision. Raises `DateError`."""
    if isinstance(form, One):
        return _of_one(form)
    if isinstance(form, Interval):
        return _of_interval(form)
    found = [bounds(part) for part in form.parts]
    earliest, latest = min(b[0] for b in found), max(b[1] for b in found)
    if earliest == OPEN_EARLIEST and latest == OPEN_LATEST:
        raise DateError("open list")
    return earliest, latest, _listed(form)


def years_of(one: One) -> tuple[int, int]:
    """The lowest and the highest year that its digits leave."""
    if one.significant:
        number = int(one.year)
        unit = 10 ** (len(one.year.lstrip("-")) - one.significant)
        low = abs(number) // unit * unit
        ends = (low, low + unit - 1)
        return ends if number >= 0 else (-ends[1], -ends[0])
    low, high = int(one.year.replace("X", "0")), int(one.year.replace("X", "9"))
    return min(low, high), max(low, high)


def months_of(one: One) -> list[int]:
    """The months that its digits leave."""
    return [n for n in range(1, 13) if _fits(n, one.month)]


def _listed(form: Several) -> str:
    if len(form.parts) == 1 and isinstance(form.parts[0], Interval):
        return "interval"
    return "several" if form.is_all else "choice"


def _of_interval(form: Interval) -> Bounds:
    begin = bounds(form.first) if form.first else None
    end = bounds(form.last) if form.last else None
    if begin and end and form.first and form.last and begin[0] > end[1]:
        raise DateError("order", first=form.first.text, last=form.last.text)
    earliest = begin[0] if begin else OPEN_EARLIEST
    return earliest, end[1] if end else OPEN_LATEST, "interval"


def _of_one(one: One) -> Bounds:
    low, high = years_of(one)
    if not one.month or (one.month == "XX" and one.day in ("", "XX")):
        if one.year.endswith("XXXX"):
            raise DateError("no year")
        unknown = one.year.count("X")
        if one.significant:
            unknown = len(one.year.lstrip("-")) - one.significant
        precision = _AGES.get(unknown, "ages")
        return _days(low, 1, 1), _days(high, 12, 31), precision
    if one.month.isdigit() and int(one.month) in GROUPS:
        return _of_group(one, low, high)
    if not months_of(one):
        raise DateError("month", text=one.text, month=one.month)
    if not one.day or one.day == "XX":
        months = months_of(one)
        latest = _days(high, months[-1], days_of(high, months[-1]))
        return _days(low, months[0], 1), latest, _precision(one)
    earliest, latest = _edge(one, is_last=False), _edge(one, is_last=True)
    return earliest, latest, _precision(one)


def _of_group(one: One, low: int, high: int) -> Bounds:
    if one.day:
        raise DateError("season day", text=one.text)
    first, last, precision = GROUPS[int(one.month)]
    after, month = (high, last) if last <= 12 else (high + 1, last - 12)
    if "X" in one.year:
        precision = _AGES[one.year.count("X")]
    latest = _days(after, month, days_of(after, month))
    return _days(low, first, 1), latest, precision


def _edge(one: One, *, is_last: bool) -> int:
    """The first or last day of a calendar that fits; there may be few, as of
    `190X-02-29`. Raises `DateError`."""
    step = -1 if is_last else 1
    for year in _years(one, step):
        for month in months_of(one)[::step]:
            days = range(1, days_of(year, month) + 1)
            found = next((d for d in days[::step] if _fits(d, one.day)), None)
            if found:
                return _days(year, month, found)
    if "X" in one.text:
        raise DateError("never", text=one.text)
    named = f"{one.year}-{one.month}"
    raise DateError("day", text=one.text, month=named, day=one.day)


def _years(one: One, step: int) -> Iterator[int]:
    low, high = years_of(one)
    years: Iterable[int] = range(low, high + 1)[::step]
    wanted = re.compile(one.year.lstrip("-").replace("X", r"\d"))
    is_pattern = "X" in one.year
    return (y for y in years if not is_pattern or wanted.fullmatch(f"{abs(y):04d}"))


def _precision(one: One) -> str:
    """That of the coarsest part which is not known whole."""
    if "X" in one.year:
        return _AGES[one.year.count("X")]
    if "X" in one.month:
        return "year"
    return "month" if not one.day or "X" in one.day else "day"


def _fits(number: int, pattern: str) -> bool:
    digits = f"{number:02d}"
    return all(p in ("X", d) for p, d in zip(pattern, digits, strict=True))


def _days(year: int, month: int, day: int) -> int:
    return held(day_number(year, month, day))
