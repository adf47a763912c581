"""Dates as sources state them: EDTF (ISO 8601-2), levels 0, 1 and 2.

What is decided where the standard leaves it open: seasons are those of the north, in
whole months, and winter begins in the December of its year; a date with a time counts
as the day that is written, wherever that was; a list counts from its first day to its
last; what is more than 5.8 million years away stands at the end of the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ._bounds import find_bounds
from ._day_numbers import OPEN_EARLIEST, OPEN_LATEST
from ._errors import DateError
from ._grammar import DateExpression, DateInterval, SingleDate, parse_expression
from ._printed import find_first_printed
from ._wording import describe_expression

_CHINESE_YEAR = re.compile(r"(\d{4})\s*年")


@dataclass(frozen=True)
class Edtf:
    """A parsed date. Bounds are day numbers; an open end is a column's extreme.

    `precision` is day, month, season, quarter, third, half, year, decade, century,
    millennium, ages, interval, choice (one of several) or several (all of them).
    An end is silent where it is open because nobody says when, not because it goes on.
    """

    text: str
    earliest: int
    latest: int
    open_start: bool
    open_end: bool
    approximate: bool
    uncertain: bool
    precision: str
    silent_start: bool = False
    silent_end: bool = False

    def __str__(self) -> str:
        return self.text

    def display(self, language: str) -> str:
        """In words, in de, en or zh-Hans; in English for any other."""
        return _describe_cached(self.text, language)


@lru_cache(maxsize=16_384)
def _describe_cached(text: str, language: str) -> str:
    """A page says a date several times, and every page the same years."""
    return describe_expression(parse_expression(text), language)


@lru_cache(maxsize=8_192)
def parse_edtf(text: str) -> Edtf:
    """Read EDTF. Raises `DateError` with the reason."""
    text = text.strip()
    form = parse_expression(text)
    earliest, latest, precision = find_bounds(form)
    signs = {sign for one in _single_dates(form) for sign in one.marks}
    is_estimated = any(one.significant for one in _single_dates(form))
    silent = _silent_ends(form)
    open_start, open_end = earliest == OPEN_EARLIEST, latest == OPEN_LATEST
    return Edtf(
        text,
        earliest,
        latest,
        open_start,
        open_end,
        is_estimated or not signs.isdisjoint("~%"),
        not signs.isdisjoint("?%"),
        precision,
        open_start and silent[0],
        open_end and silent[1],
    )


def parse_printed_date(text: str) -> Edtf | None:
    """A date as newspapers print it, in German, English or Chinese, or None."""
    found = find_printed_date(text)
    return found[0] if found else None


def find_printed_date(text: str) -> tuple[Edtf, int, int] | None:
    """The first printed date and where it begins and ends in `text`, or None."""
    found = find_first_printed(text)
    if found is None:
        return None
    try:
        return parse_edtf(found[0]), found[1], found[2]
    except DateError:
        return None


def parse_typed_date(text: str) -> Edtf:
    """A date as people type it: EDTF, or a whole date as newspapers print it. Raises
    `DateError` with the reason that EDTF gives."""
    try:
        return parse_edtf(text)
    except DateError:
        year = _CHINESE_YEAR.fullmatch(text.strip())
        found = find_printed_date(text)
        if year:
            return parse_edtf(year[1])
        if found and not (text[: found[1]] + text[found[2] :]).strip():
            return found[0]
        raise


def _single_dates(form: DateExpression) -> list[SingleDate]:
    if isinstance(form, SingleDate):
        return [form]
    if isinstance(form, DateInterval):
        return [end for end in (form.first, form.last) if end]
    return [one for part in form.parts for one in _single_dates(part)]


def _silent_ends(form: DateExpression) -> tuple[bool, bool]:
    """`[..2019]` is one moment, on a day that nobody states; `{..2019}` is all."""
    if isinstance(form, SingleDate):
        return (False, False)
    if isinstance(form, DateInterval):
        return form.is_unknown
    return (not form.is_all, not form.is_all)
