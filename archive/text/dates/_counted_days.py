"""The days on which a date counts in bars, facets and tables."""

from __future__ import annotations

from ._day_numbers import OPEN_EARLIEST, OPEN_LATEST
from ._edtf import Edtf

LONGEST_MONTH, LONGEST_YEAR = 31, 366  # days of the longest


def compute_reach(first: int, last: int) -> int:
    """How long a counted date is, in four steps: a day, at most a month, at most a
    year, longer. What touches a window has begun in it or not long before."""
    days = last - first + 1
    return (
        0
        if days == 1
        else 1
        if days <= LONGEST_MONTH
        else 2
        if days <= LONGEST_YEAR
        else 3
    )


def counted_days(edtf: Edtf) -> tuple[int, int]:
    """First and last day; an open end is the known one, else what has no beginning
    would count in every year."""
    if edtf.earliest == OPEN_EARLIEST:
        return edtf.latest, edtf.latest
    if edtf.latest == OPEN_LATEST:
        return edtf.earliest, edtf.earliest
    return edtf.earliest, edtf.latest
