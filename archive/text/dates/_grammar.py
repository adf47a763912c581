"""The grammar of EDTF: an expression as its parts, not yet what they mean.

ISO 8601-2:2019 as the Library of Congress specifies it, levels 0, 1 and 2. We also
accept a month and a day after a year of more than four digits.
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
# Drafts before 2019 wrote u for X, and words for open and unknown ends.
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
    """One date.

    `year` has its sign, and X for unspecified digits. `significant_digits` is 0 where
    all digits are significant. `qualifiers` are those of year, month and day: "~"
    (approximate), "?" (uncertain), "%" (both) or "".
    """

    text: str
    year: str
    month: str = ""
    day: str = ""
    significant_digits: int = 0
    qualifiers: tuple[str, ...] = ("", "", "")
    time: str = ""
    utc_offset: str = ""


@dataclass(frozen=True)
class DateInterval:
    """From one date to another; an end of None is open, or unknown (`is_unknown`)."""

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
    """The parts of an EDTF expression. Raises `DateError`."""
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
    match = _SINGLE_DATE.fullmatch(text)
    if not match:
        raise _explain_refusal(text)
    year = _expand_year(match["year"], text)
    month, day = match["month"] or "", match["day"] or ""
    is_long_year = year != match["year"]
    if (match["s"] and month) or (is_long_year and "X" in month + day):
        raise DateError("unread", text=text[:40])
    return SingleDate(
        text,
        year,
        month,
        day,
        _parse_significant_digits(match["s"], year, text),
        _parse_qualifiers(match),
    )


def _explain_refusal(text: str) -> DateError:
    """Why a text is no single date."""
    if _DRAFT_SYNTAX.fullmatch(text):
        return DateError("draft", text=text)
    is_year = text.removeprefix("-").isdecimal()
    return DateError("year digits" if is_year else "unread", text=text[:40])


def _expand_year(year: str, text: str) -> str:
    """The year with its exponent written out: `Y17E7` is 170000000."""
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


def _parse_significant_digits(digits_given: str | None, year: str, text: str) -> int:
    if digits_given is None:
        return 0
    digits = year.lstrip("-")
    number = int(digits_given[1:])
    if "X" in digits or not 1 <= number <= len(digits):
        raise DateError("digits", text=text)
    return number


def _parse_qualifiers(match: re.Match[str]) -> tuple[str, ...]:
    """A sign after a part qualifies it and all before it; one in front, it alone."""
    qualifiers = []
    for position, name in enumerate("ymd"):
        after = [match[f"{later}r"] or "" for later in "ymd"[position:]]
        signs = {match[f"{name}l"] or "", *after} - {""}
        qualifiers.append("%" if len(signs) > 1 else "".join(signs))
    return tuple(qualifiers)


def _parse_timed_date(text: str) -> SingleDate:
    match = _TIMED_DATE.fullmatch(text)
    offset = match["shift"] or "" if match else ""
    if (
        not match
        or not _CLOCK_TIME.fullmatch(match["time"])
        or not _UTC_OFFSET.fullmatch(offset)
    ):
        raise DateError("time", text=text[:40])
    day = parse_single_date(match["day"])
    return SingleDate(
        text, day.year, day.month, day.day, time=match["time"], utc_offset=offset
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
