"""Days as a text prints them: one term in every notation."""

from __future__ import annotations

from dataclasses import dataclass

from ._printed import all_printed
from .dates import DateError, parse

_DAY = len("2019-02-20")


@dataclass(frozen=True)
class Day:
    """A day in a text: its term (ISO 8601) and where it stands."""

    term: str
    start: int
    end: int


def days(text: str) -> list[Day]:
    """The days that `text` prints: `20.2.2019`, `20. Februar 2019`, `February 20,
    2019`, `2019年2月20日`, `2019-02-20`. What is no day of a calendar is left out, as
    is a day within a range or a path (`2018-02-20/2019`)."""
    found = []
    for term, start, end in all_printed(text):
        beside = text[max(0, start - 1) : start] + text[end : end + 1]
        if len(term) != _DAY or any(sign in beside for sign in "/-"):
            continue
        try:
            parse(term)
        except DateError:
            continue
        found.append(Day(term, start, end))
    return found
