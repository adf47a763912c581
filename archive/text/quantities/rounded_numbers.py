"""Large numbers and what they are rounded to: 2.565.724 and *2,5 Millionen*."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .grouped_numbers import FoundNumber, find_grouped_numbers, match_numbers
from .notations import Notation

LEAST_ROUNDED = 10_000  # smaller numbers are years, and seldom rounded
MOST_DIGITS = 15  # of a number that somebody rounds
ROUNDED_DIGITS = (1, 2, 3)  # that are left of a rounded number, without its zeros
_LONGEST_PLAIN = 12  # digits without groups; more are an identifier
_PLAIN_NUMBER = re.compile(
    rf"(?<![^\W\u3400-\u9fff]|[-./#+])[1-9]\d{{4,{_LONGEST_PLAIN - 1}}}"
    r"(?![^\W\u3400-\u9fff]|[-./]\d)"
)


def list_roundings(value: str) -> tuple[str, ...]:
    """What newspapers make of a number of digits: it is cut or rounded to one, two or
    three digits, *2,5* or *2,6 Millionen* of 2.565.724. Empty for a small number, and
    for one that is as round."""
    if not value.isdecimal() or not LEAST_ROUNDED <= int(value) < 10**MOST_DIGITS:
        return ()
    number = int(value)
    rounded: dict[str, None] = {}
    for digits in ROUNDED_DIGITS:
        step = 10 ** (len(value) - digits)
        below = number - number % step
        nearest = below + step if 2 * (number % step) >= step else below
        rounded |= dict.fromkeys((str(nearest), str(below)))
    rounded.pop(value, None)
    return tuple(rounded)


def find_large_numbers(text: str, notations: Iterable[Notation]) -> list[FoundNumber]:
    """The whole numbers of 10,000 and more in a text, in order: in digits, with a size
    word, or in words. `notations` are those of the text."""
    sized = [
        FoundNumber(one.term, one.start, one.end)
        for one in notations
        if one.term.isdecimal()
    ]
    taken = [(one.start, one.end) for one in notations]
    plain = [
        one
        for one in (*find_grouped_numbers(text), *_find_plain_numbers(text))
        if not any(start < one.end and one.start < end for start, end in taken)
    ]
    large = (one for one in (*sized, *plain) if int(one.value) >= LEAST_ROUNDED)
    return sorted(large, key=lambda one: one.start)


def _find_plain_numbers(text: str) -> Iterator[FoundNumber]:
    for match in match_numbers(_PLAIN_NUMBER, text):
        yield FoundNumber(match.group(), *match.span())
