"""EDTF → CSL-JSON dates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from archive.text.dates import Edtf, from_day_number

_CSL_SEASONS = {3: 1, 6: 2, 9: 3, 12: 4}  # first month → CSL's spring to winter
_PRECISION_LENGTHS = {"year": 1, "month": 2, "day": 3}


def csl_date(edtf: Edtf, language: str) -> dict[str, Any]:
    """A date, a range (`2018/2020`, `201X`) or a season; `circa` where it is
    approximate or uncertain.

    CSL cannot express an open end or a year before 1: these are `literal`, in words of
    `language`.
    """
    if edtf.open_start or edtf.open_end or from_day_number(edtf.earliest)[0] < 1:
        return {"literal": edtf.display(language)}
    date: dict[str, Any] = {"date-parts": _edtf_date_parts(edtf)}
    if edtf.precision == "season":
        date["season"] = _CSL_SEASONS[from_day_number(edtf.earliest)[1]]
    if edtf.approximate or edtf.uncertain:
        date["circa"] = True
    return date


def csl_day(when: date) -> dict[str, Any]:
    """One day as a CSL date."""
    return {"date-parts": [[when.year, when.month, when.day]]}


def csl_day_of(moment: datetime) -> dict[str, Any]:
    """The day of a moment, in the time zone of the site, as a CSL date."""
    return csl_day(timezone.localdate(moment))


def _edtf_date_parts(edtf: Edtf) -> list[list[int]]:
    if edtf.precision in _PRECISION_LENGTHS:
        return [
            list(from_day_number(edtf.earliest))[: _PRECISION_LENGTHS[edtf.precision]]
        ]
    if edtf.precision == "season":
        return [list(from_day_number(edtf.earliest))[:1]]
    first, last = from_day_number(edtf.earliest), from_day_number(edtf.latest)
    begin, slash, end = edtf.text.partition("/")
    if not slash:  # 201X: some year of the decade
        return [[first[0]], [last[0]]]
    length = min(
        _count_known_parts(begin), _count_known_parts(end)
    )  # CSL has no 2018-05/2018-06-02
    return [list(first)[:length], list(last)[:length]]


def _count_known_parts(text: str) -> int:
    """How many of year, month and day a side of an interval states."""
    stated = [part for part in text.strip("-~?%").split("-") if part != "XX"]
    return min(len(stated), 3)
