"""The grammar of EDTF: what an expression is made of, before what it means.

ISO 8601-2:2019 as the Library of Congress specifies it, levels 0, 1 and 2. Beyond it, a
year of more than four digits may have a month and a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ._errors import DateError

MAX_EDTF_LENGTH = 64  # as many as the column of a date holds
_MAX_YEAR_DIGITS = 18  # digits of a year
_SINGLE_DATE = re.compile(
    r"(?P<yl>[?~%]?)(?P<year>Y-?\d+(?:E\d+)?|-?[\dX]{4})(?P<s>S\d+)?(?P<yr>[?~%]?)"
    r"(?:-(?P<ml>[?~%]?)(?P<month>[\dX]{2})(?P<mr>[?~%]?)"
    r"(?:-(?P<dl>[?~%]?)(?P<day>[\dX]{2})(?P<dr>[?~%]?))?)?",
    re.ASCII,
)
# Drafts before 2019 wrote u for X, and words for ends that are open or not known.
_DRAFT_SYNTAX = re.compile(
    r"open|unknown|(?=.*[ux])-?[\dux]{4}(?:-[\dux]{2}){0,2}[?~]?", re.ASCII
)
_TIMED_DATE = re.compile(
    r"(?P<day>-?\d{4}-\d\d-\d\d)T(?P<time>\d\d:\d\d:\d\d)"
    r"(?P<shift>Z|[+-]\d\d(?::\d\d)?)?",
    re.ASCII,
)
_CLOCK_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)")
_UTC_OFFSET = re.compile(r"Z?|[+-](?:0\d|1[0-4])(?::[0-5]\d)?")


@dataclass(frozen=True)
class SingleDate:
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
class DateInterval:
    """From one date to another; None is open, or unknown where `is_unknown` says so."""

    first: SingleDate | None
    last: SingleDate | None
    is_unknown: tuple[bool, bool] = (False, False)


@dataclass(frozen=True)
class DateList:
    """A list: one of these dates, or all of them."""

    parts: tuple[SingleDate | DateInterval, ...]
    is_all: bool


DateExpression = SingleDate | DateInterval | DateList


def parse_expression(text: str) -> DateExpression:
    """What the expression is made of. Raises `DateError`."""
    if len(text) > MAX_EDTF_LENGTH:
        raise DateError("long", most=MAX_EDTF_LENGTH)
    for signs, is_all in (("[]", False), ("{}", True)):
        if text.startswith(signs[0]) and text.endswith(signs[1]):
            parts = tuple(
                _parse_list_item(part.strip()) for part in text[1:-1].split(",")
            )
            return DateList(parts, is_all)
    if "/" in text:
        return _parse_interval(text)
    return _parse_timed_date(text) if "T" in text else parse_single_date(text)


def parse_single_date(text: str) -> SingleDate:
    """A single date without a time. Raises `DateError`."""
    if "T" in text:
        raise DateError("time in interval", text=text)
    found = _SINGLE_DATE.fullmatch(text)
    if not found:
        if _DRAFT_SYNTAX.fullmatch(text):
            raise DateError("draft", text=text)
        is_year = text.removeprefix("-").isdecimal()
        raise DateError("year digits" if is_year else "unread", text=text[:40])
    year = _expand_year(found["year"], text)
    rest = (found["month"] or "") + (found["day"] or "")
    if (found["s"] and rest) or (found["year"][0] == "Y" and "X" in rest):
        raise DateError("unread", text=text[:40])
    return SingleDate(
        text,
        year,
        found["month"] or "",
        found["day"] or "",
        _parse_significant_digits(found["s"], year, text),
        _parse_qualifiers(found),
    )


def _expand_year(year: str, text: str) -> str:
    """The digits, written out where they were an exponent."""
    if not year.startswith("Y"):
        if year == "-0000":
            raise DateError("year zero", text=text)
        return year
    digits, _e, exponent = year[1:].partition("E")
    if len(digits) + min(int(exponent or 0), _MAX_YEAR_DIGITS + 1) > _MAX_YEAR_DIGITS:
        raise DateError("far year", text=text)
    number = int(digits) * 10 ** int(exponent or 0)
    if abs(number) <= 9999:
        raise DateError("short year", text=text)
    return str(number)


def _parse_significant_digits(said: str | None, year: str, text: str) -> int:
    if said is None:
        return 0
    digits = year.lstrip("-")
    number = int(said[1:])
    if "X" in digits or not 1 <= number <= len(digits):
        raise DateError("digits", text=text)
    return number


def _parse_qualifiers(found: re.Match[str]) -> tuple[str, ...]:
    """A sign after a part is of it and all before, one before it of it alone."""
    marks = []
    for place, name in enumerate("ymd"):
        after = [found[f"{later}r"] or "" for later in "ymd"[place:]]
        signs = {found[f"{name}l"] or "", *after} - {""}
        marks.append("%" if len(signs) > 1 else "".join(signs))
    return tuple(marks)


def _parse_timed_date(text: str) -> SingleDate:
    found = _TIMED_DATE.fullmatch(text)
    shift = found["shift"] or "" if found else ""
    if (
        not found
        or not _CLOCK_TIME.fullmatch(found["time"])
        or not _UTC_OFFSET.fullmatch(shift)
    ):
        raise DateError("time", text=text[:40])
    day = parse_single_date(found["day"])
    return SingleDate(
        text, day.year, day.month, day.day, time=found["time"], shift=shift
    )


def _parse_interval(text: str) -> DateInterval:
    first, _slash, last = text.partition("/")
    is_unknown = (not first, not last)
    ends = [
        None if end in ("", "..") else parse_single_date(end) for end in (first, last)
    ]
    if ends == [None, None]:
        raise DateError("open")
    return DateInterval(ends[0], ends[1], is_unknown)


def _parse_list_item(text: str) -> SingleDate | DateInterval:
    if ".." not in text:
        return parse_single_date(text)
    first, _dots, last = text.partition("..")
    if not first and not last:
        raise DateError("open")
    return DateInterval(
        parse_single_date(first) if first else None,
        parse_single_date(last) if last else None,
    )
