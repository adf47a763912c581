"""The grammar of EDTF: what an expression is made of, before what it means.

ISO 8601-2:2019 as the Library of Congress specifies it, levels 0, 1 and 2. Beyond it, a
year of more than four digits may have a month and a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ._errors import DateError

MOST_CHARACTERS = 64  # as many as the column of a date holds
_FARTHEST = 18  # digits of a year
_ONE = re.compile(
    r"(?P<yl>[?~%]?)(?P<year>Y-?\d+(?:E\d+)?|-?[\dX]{4})(?P<s>S\d+)?(?P<yr>[?~%]?)"
    r"(?:-(?P<ml>[?~%]?)(?P<month>[\dX]{2})(?P<mr>[?~%]?)"
    r"(?:-(?P<dl>[?~%]?)(?P<day>[\dX]{2})(?P<dr>[?~%]?))?)?",
    re.ASCII,
)
# Drafts before 2019 wrote u for X, and words for ends that are open or not known.
_DRAFT = re.compile(
    r"open|unknown|(?=.*[ux])-?[\dux]{4}(?:-[\dux]{2}){0,2}[?~]?", re.ASCII
)
_TIMED = re.compile(
    r"(?P<day>-?\d{4}-\d\d-\d\d)T(?P<time>\d\d:\d\d:\d\d)"
    r"(?P<shift>Z|[+-]\d\d(?::\d\d)?)?",
    re.ASCII,
)
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)")
_SHIFT = re.compile(r"Z?|[+-](?:0\d|1[0-4])(?::[0-5]\d)?")


@dataclass(frozen=True)
class One:
    """One date. `year` has its sign and X for digits that are not specified;
    `significant` is 0 where all digits count; `marks` are the qualifications of year,
    month and day."""

    text: str
    year: str
    month: str = ""
    day: str = ""
    significant: int = 0
    marks: tuple[str, ...] = ("", "", "")
    time: str = ""
    shift: str = ""


@dataclass(frozen=True)
class Interval:
    """From one date to another; None is open, or unknown where `is_unknown` says so."""

    first: One | None
    last: One | None
    is_unknown: tuple[bool, bool] = (False, False)


@dataclass(frozen=True)
class Several:
    """A list: one of these dates, or all of them."""

    parts: tuple[One | Interval, ...]
    is_all: bool


Form = One | Interval | Several


def read(text: str) -> Form:
    """What the expression is made of. Raises `DateError`."""
    if len(text) > MOST_CHARACTERS:
        raise DateError("long", most=MOST_CHARACTERS)
    for signs, is_all in (("[]", False), ("{}", True)):
        if text.startswith(signs[0]) and text.endswith(signs[1]):
            parts = tuple(_part(part.strip()) for part in text[1:-1].split(","))
            return Several(parts, is_all)
    if "/" in text:
        return _interval(text)
    return _timed(text) if "T" in text else one(text)


def one(text: str) -> One:
    """A single date without a time. Raises `DateError`."""
    if "T" in text:
        raise DateError("time in interval", text=text)
    found = _ONE.fullmatch(text)
    if not found:
        if _DRAFT.fullmatch(text):
            raise DateError("draft", text=text)
        is_year = text.removeprefix("-").isdecimal()
        raise DateError("year digits" if is_year else "unread", text=text[:40])
    year = _year(found["year"], text)
    rest = (found["month"] or "") + (found["day"] or "")
    if (found["s"] and rest) or (found["year"][0] == "Y" and "X" in rest):
        raise DateError("unread", text=text[:40])
    return One(
        text,
        year,
        found["month"] or "",
        found["day"] or "",
        _significant(found["s"], year, text),
        _marks(found),
    )


def _year(year: str, text: str) -> str:
    """The digits, written out where they were an exponent."""
    if not year.startswith("Y"):
        if year == "-0000":
            raise DateError("year zero", text=text)
        return year
    digits, _e, exponent = year[1:].partition("E")
    if len(digits) + min(int(exponent or 0), _FARTHEST + 1) > _FARTHEST:
        raise DateError("far year", text=text)
    number = int(digits) * 10 ** int(exponent or 0)
    if abs(number) <= 9999:
        raise DateError("short year", text=text)
    return str(number)


def _significant(said: str | None, year: str, text: str) -> int:
    if said is None:
        return 0
    digits = year.lstrip("-")
    number = int(said[1:])
    if "X" in digits or not 1 <= number <= len(digits):
        raise DateError("digits", text=text)
    return number


def _marks(found: re.Match[str]) -> tuple[str, ...]:
    """A sign after a part is of it and all before, one before it of it alone."""
    marks = []
    for place, name in enumerate("ymd"):
        after = [found[f"{later}r"] or "" for later in "ymd"[place:]]
        signs = {found[f"{name}l"] or "", *after} - {""}
        marks.append("%" if len(signs) > 1 else "".join(signs))
    return tuple(marks)


def _timed(text: str) -> One:
    found = _TIMED.fullmatch(text)
    shift = found["shift"] or "" if found else ""
    if not found or not _TIME.fullmatch(found["time"]) or not _SHIFT.fullmatch(shift):
        raise DateError("time", text=text[:40])
    day = one(found["day"])
    return One(text, day.year, day.month, day.day, time=found["time"], shift=shift)


def _interval(text: str) -> Interval:
    first, _slash, last = text.partition("/")
    is_unknown = (not first, not last)
    ends = [None if end in ("", "..") else one(end) for end in (first, last)]
    if ends == [None, None]:
        raise DateError("open")
    return Interval(ends[0], ends[1], is_unknown)


def _part(text: str) -> One | Interval:
    if ".." not in text:
        return one(text)
    first, _dots, last = text.partition("..")
    if not first and not last:
        raise DateError("open")
    return Interval(one(first) if first else None, one(last) if last else None)
