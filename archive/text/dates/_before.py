"""The date of something that was there on a day, and may be older."""

from __future__ import annotations

from ._day_numbers import OPEN_LATEST, format_year, from_day_number
from ._edtf import Edtf


def write_on_or_before(edtf: Edtf) -> str:
    """One moment on or before the last day of `edtf`, as EDTF (`[..2019-02-20]`); ""
    where its end is open."""
    if edtf.latest == OPEN_LATEST:
        return ""
    year, month, day = from_day_number(edtf.latest)
    return f"[..{format_year(year)}-{month:02}-{day:02}]"
