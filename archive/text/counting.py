"""The days on which a date counts in bars, facets and tables."""

from __future__ import annotations

from .dates import OPEN_EARLIEST, OPEN_LATEST, Edtf


def counted_days(edtf: Edtf) -> tuple[int, int]:
    """First and last day; an open end is the known one, else what has no beginning
    would count in every year."""
    if edtf.earliest == OPEN_EARLIEST:
        return edtf.latest, edtf.latest
    if edtf.latest == OPEN_LATEST:
        return edtf.earliest, edtf.earliest
    return edtf.earliest, edtf.latest
