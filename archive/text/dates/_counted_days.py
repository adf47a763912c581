"""The days on which a date counts in bars, facets and tables."""

from __future__ import annotations

from ._day_numbers import OPEN_EARLIEST, OPEN_LATEST
from ._edtf import Edtf

LONGEST_MONTH, LONGEST_YEAR = 31, 366  # days


def compute_reach(first: int, last: int) -> int:
    """How long a counted date is, in four steps: a day, at most a month, at most a
    year, longer.

    A date that touches a window has begun in it, or not long before.
    """
    days = last - first + 1
    return sum(days > longest for longest in (1, LONGEST_MONTH, LONGEST_YEAR))


def counted_days(edtf: Edtf) -> tuple[int, int]:
    """First and last day. An open end counts as the known one; otherwise a date without
    a beginning would count in every year.
    """
    if edtf.earliest == OPEN_EARLIEST:
        return edtf.latest, edtf.latest
    if edtf.latest == OPEN_LATEST:
        return edtf.earliest, edtf.earliest
    return edtf.earliest, edtf.latest
