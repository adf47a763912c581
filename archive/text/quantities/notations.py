"""Days, months and amounts in texts: one search term for every notation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.text.dates import DateError, find_all_printed, parse_edtf

from .amounts import find_amounts
from .grouped_numbers import match_numbers
from .spelt_numbers import find_spelt_amounts

_MONTH_LENGTH, _DAY_LENGTH = len("2019-02"), len("2019-02-20")
_DIGIT = re.compile(r"\d")
_MONTH_IN_DIGITS = re.compile(
    r"(?<![\d/.-])(?:(?P<y>\d{4})-(?P<m>0[1-9]|1[0-2])|"
    r"(?P<month>0?[1-9]|1[0-2])/(?P<year>\d{4}))(?![\d/-]|\.\d)"
)


@dataclass(frozen=True)
class Notation:
    """A day, month or amount in a text.

    `term` is the same in every notation: a day or month of ISO 8601, or a number's
    digits. `month_term` is the term of a day's month.
    """

    term: str
    start: int
    end: int
    month_term: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that find a text by this notation."""
        return (self.term, self.month_term) if self.month_term else (self.term,)


def find_notations(text: str) -> list[Notation]:
    """Days (`20.2.2019`, `20. Februar 2019`, `February 20, 2019`, `2019年2月20日`,
    `2019-02-20`), months (`Februar 2019`, `Feb. 2019`, `2019年2月`, `2019-02`,
    `2/2019`) and amounts (see `find_amounts` and `find_spelt_amounts`), in order.

    An ambiguous number gives two notations at one place. Impossible days are left out,
    and so are days within a range or a path (`2018-02-20/2019`).
    """
    has_digits = bool(_DIGIT.search(text))
    notations = list(_find_dates(text)) if has_digits else []
    taken = [(notation.start, notation.end) for notation in notations]
    in_digits = find_amounts(text) if has_digits else []
    for amount in (*in_digits, *find_spelt_amounts(text)):
        if not any(s < amount.end and amount.start < e for s, e in taken):
            notations.append(Notation(amount.value, amount.start, amount.end))
    return sorted(notations, key=lambda notation: notation.start)


def find_whole_notations(text: str) -> list[Notation]:
    """The readings of a text that is one day, month or amount and nothing else."""
    return [
        notation
        for notation in find_notations(text)
        if (notation.start, notation.end) == (0, len(text))
    ]


def _find_dates(text: str) -> Iterator[Notation]:
    for term, start, end in find_all_printed(text):
        neighbours = text[max(0, start - 1) : start] + text[end : end + 1]
        if len(term) < _MONTH_LENGTH or any(sign in neighbours for sign in "/-"):
            continue
        try:
            parse_edtf(term)
        except DateError:
            continue
        within = term[:_MONTH_LENGTH] if len(term) == _DAY_LENGTH else ""
        yield Notation(term, start, end, within)
    for match in match_numbers(_MONTH_IN_DIGITS, text):
        year, month = match["y"] or match["year"], match["m"] or match["month"]
        yield Notation(f"{int(year):04d}-{int(month):02d}", *match.span())
