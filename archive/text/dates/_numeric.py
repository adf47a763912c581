"""Dates in digits whose order the language decides, and shortened years."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from ._errors import DateError
from ._printed import MONTH_NAME

_FIRST_YEAR_OF_TWO_DIGITS = 1970  # as POSIX has it, up to 2069
_NUMERIC = re.compile(
    r"(?<![\d./-])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d/]|[.-]\d)"
)
_MONTH_FIRST = ("en-us", "en-ph", "en-ca")
_DAY_FIRST = tuple(f"en-{code}" for code in "gb au nz ie in za sg hk mt".split())
_YEAR_FIRST = ("zh", "ja", "ko", "hu", "lt", "mn")


def order_numeric_dates(text: str, language: str) -> str:
    """The text with `20.02.19` and `3/4/2019` as `2019-02-20`.

    Raises `DateError` where the language leaves more than one reading.
    """
    return _NUMERIC.sub(lambda match: _order_parts(match, language), text)


def complete_year(digits: str) -> int:
    """The year that two digits stand for, 1970 to 2069; four stay as they are."""
    if len(digits) == 4:
        return int(digits)
    base = _FIRST_YEAR_OF_TWO_DIGITS
    return base + (int(digits) - base) % 100


def _complete_short_year(match: re.Match[str]) -> str:
    return f"{match[1]} {complete_year(match[2])}"


def _order_parts(match: re.Match[str], language: str) -> str:
    first, sign, second, third = match.groups()
    if sign == "." and len(third) == 4:
        return match[0]  # day, month, year in all languages
    orders = {"dmy": (third, second, first), "mdy": (third, first, second)}
    if len(third) == 2:
        orders["ymd"] = (first, second, third)
    readings: dict[str, str] = {}
    for order in _list_orders(language.lower().replace("_", "-"), orders):
        year, month, day = orders[order]
        try:
            read = date(complete_year(year.zfill(2)), int(month), int(day))
        except ValueError:
            continue
        readings.setdefault(read.isoformat(), order)
    if len(readings) > 1:
        first, second = list(readings)[:2]
        raise DateError("ambiguous", text=match[0], first=first, second=second)
    # The month first is American: a text in English may say so, others misprint it.
    is_odd = not language and "mdy" in readings.values()
    return match[0] if is_odd or not readings else next(iter(readings))


def _list_orders(language: str, possible: dict[str, tuple[str, str, str]]) -> list[str]:
    """The orders in which a language writes day, month and year."""
    base = language.partition("-")[0]
    if base in ("", "und", "mul"):
        own = ["dmy", "mdy", "ymd"]
    elif base in _YEAR_FIRST:
        own = ["ymd"] if "ymd" in possible else ["dmy", "mdy"]
    elif language.startswith(_MONTH_FIRST):
        own = ["mdy"]
    elif base == "en" and not language.startswith(_DAY_FIRST):
        own = ["dmy", "mdy"]
    else:
        own = ["dmy"]
    return [order for order in own if order in possible]


_MONTH = rf"(?:{MONTH_NAME})\.?"
_SPAN = r"\s*(?:-|–|—|/|\bto\b|\band\b|&|\bthrough\b)\s*"
_OTHER_ORDERS: tuple[
    tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...
] = (
    (re.compile(r"^(?:this )?(\d\d?(?:st|nd|rd|th)) day of"), r"\1 of"),
    (re.compile(r"^((?:19|20)\d\d)([01]\d)([0-3]\d)$"), r"\1-\2-\3"),
    (re.compile(rf"\b(\d{{1,2}})[-/.]?({MONTH_NAME})[-/.]?(\d{{4}})$"), r"\1 \2 \3"),
    (
        re.compile(rf"^(\d{{4}})[-/., ]+({_MONTH})[-/. ]+(\d{{1,2}})(?:st|nd|rd|th)?$"),
        r"\3 \2 \1",
    ),
    (re.compile(rf"^(\d{{4}})[-/. ]+({_MONTH})$"), r"\2 \1"),
    (re.compile(rf"^({_MONTH})[-/](\d{{4}})$"), r"\1 \2"),
    (
        re.compile(rf"((?:{_MONTH}|q[1-4]|h[12])),? ?['’](\d\d)$"),
        _complete_short_year,
    ),
    (re.compile(rf"(\b\d{{1,2}}\.? {_MONTH}),? (\d\d)$"), _complete_short_year),
    (
        re.compile(rf"^({_MONTH}) (\d{{1,2}})({_SPAN})(\d{{1,2}}),? (\d{{4}})$"),
        r"\2\3\4 \1 \5",
    ),
    (
        re.compile(
            rf"^({_MONTH}) (\d{{1,2}})({_SPAN})({_MONTH}) (\d{{1,2}}),? (\d{{4}})$"
        ),
        r"\2 \1\3\5 \4 \6",
    ),
    (re.compile(r"(月\d{1,2})(?=[-–—至到、和])"), r"\1日"),
)


def unify_order(text: str) -> str:
    """The day before the month and the year at the end, as `20 feb 2019`, with the
    whole year."""
    for shape, order in _OTHER_ORDERS:
        text = shape.sub(order, text)
    return text
