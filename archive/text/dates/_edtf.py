"""Dates as sources state them: EDTF (ISO 8601-2), levels 0, 1 and 2.

Where the standard leaves it open, we decided:
- Seasons are those of the northern hemisphere, in whole months; winter begins in the
  December of its year.
- A date with a time counts as the day that is written, in whatever time zone.
- A list counts from its first day to its last.
- A date more than 5.8 million years away is clamped to the end of the number range.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ._bounds import find_bounds
from ._day_numbers import OPEN_EARLIEST, OPEN_LATEST, format_year, from_day_number
from ._errors import DateError
from ._grammar import DateExpression, DateInterval, SingleDate, parse_expression
from ._printed import find_first_printed
from ._typed import read_typed_date
from ._wording import describe_expression

MOST_TYPED_CHARACTERS = 120


@dataclass(frozen=True)
class Edtf:
    """A parsed date. Its bounds are day numbers; an open end is `OPEN_EARLIEST` or
    `OPEN_LATEST`.

    `precision` is day, month, season, quarter, third, half, year, decade, century,
    millennium, ages, interval, choice (one of several) or several (all of them).
    An end is silent where it is open because nobody states it, not because it goes on.
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
    """Cached: a page shows a date several times, and all pages show the same years."""
    return describe_expression(parse_expression(text), language)


@lru_cache(maxsize=8_192)
def parse_edtf(text: str) -> Edtf:
    """Read EDTF. Raises `DateError` with the reason."""
    text = text.strip()
    expression = parse_expression(text)
    earliest, latest, precision = find_bounds(expression)
    qualifiers = {
        qualifier for date in _single_dates(expression) for qualifier in date.qualifiers
    }
    is_estimated = any(date.significant_digits for date in _single_dates(expression))
    silent_ends = _silent_ends(expression)
    open_start, open_end = earliest == OPEN_EARLIEST, latest == OPEN_LATEST
    return Edtf(
        text,
        earliest,
        latest,
        open_start,
        open_end,
        is_estimated or not qualifiers.isdisjoint("~%"),
        not qualifiers.isdisjoint("?%"),
        precision,
        open_start and silent_ends[0],
        open_end and silent_ends[1],
    )


def find_printed_date(text: str) -> tuple[Edtf, int, int] | None:
    """The first printed date and where it begins and ends in `text`, or None."""
    printed = find_first_printed(text)
    if printed is None:
        return None
    try:
        return parse_edtf(printed[0]), printed[1], printed[2]
    except DateError:
        return None


def parse_typed_date(
    text: str, language: str = "", stated_day: date | None = None
) -> Edtf:
    """A date as people type it: EDTF, or *20. Februar 2019*, *um 2018*, *since 2019*,
    *2018 bis 2020*, *2019年2月*, *Anfang 2019*, *民國108年*.

    The language of the text, a BCP 47 tag, decides the order of 3/4/2019, and the
    stated day what *last week* is. Raises `DateError` with the reason that EDTF gives,
    or with "ambiguous" or "relative" where the language or the day is missing.
    """
    try:
        return parse_edtf(text)
    except DateError:
        is_short = len(text) <= MOST_TYPED_CHARACTERS
        typed = read_typed_date(text, language, stated_day) if is_short else ""
        if not typed:
            raise
    return parse_edtf(typed)


def parse_date_of_days(text: str, language: str, days: Iterable[date]) -> Edtf:
    """`parse_typed_date`, where *last week* may have been said on any of the days.

    Raises `DateError` "ambiguous" where it is another date on another day.
    """
    read = dict.fromkeys(parse_typed_date(text, language, day) for day in days)
    if len(read) > 1:
        first, second = (edtf.text for edtf in list(read)[:2])
        raise DateError("ambiguous", text=text, first=first, second=second)
    return next(iter(read))


def write_on_or_before(edtf: Edtf) -> str:
    """One moment on or before the last day of `edtf`, as EDTF (`[..2019-02-20]`); ""
    where its end is open."""
    if edtf.latest == OPEN_LATEST:
        return ""
    year, month, day = from_day_number(edtf.latest)
    return f"[..{format_year(year)}-{month:02}-{day:02}]"


def _single_dates(expression: DateExpression) -> list[SingleDate]:
    if isinstance(expression, SingleDate):
        return [expression]
    if isinstance(expression, DateInterval):
        return [end for end in (expression.first, expression.last) if end]
    return [date for part in expression.parts for date in _single_dates(part)]


def _silent_ends(expression: DateExpression) -> tuple[bool, bool]:
    """Whether each end is silent: `[..2019]` is one moment on a day that nobody states,
    `{..2019}` is all dates until then.
    """
    if isinstance(expression, SingleDate):
        return (False, False)
    if isinstance(expression, DateInterval):
        return expression.is_unknown
    return (not expression.is_all, not expression.is_all)
