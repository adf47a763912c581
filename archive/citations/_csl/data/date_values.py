"""The dates of CSL's data: parts, seasons, and dates that were typed as text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ISO = re.compile(r"(-?\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]+)\.?,?\s+(\d{3,4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(?:(\d{1,2}),?\s+)?(\d{3,4})")
_MONTHS_OF_YEAR = re.compile(r"([^\W\d_]+)\.?\s*[-–/]\s*([^\W\d_]+)\.?,?\s+(\d{3,4})")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class DateValue:
    """One or two days, months or years, each as numbers; or words. Months above 12 are
    seasons (21 is spring)."""

    ends: tuple[tuple[int, ...], ...] = ()
    words: str = ""
    is_open: bool = False  # at its end


def read_date(value: Mapping[str, Any]) -> DateValue:
    """A date of CSL's data (`date-parts`, `season`, `literal`, `raw`)."""
    if value.get("literal"):
        return DateValue(words=str(value["literal"]))
    ends = _read_parts(value.get("date-parts") or [])
    if not ends and (raw := value.get("raw")):
        return read_raw_date(str(raw))
    season = value.get("season")
    if season and ends and len(ends[0]) == 1:
        number = _read_season(season)
        if number is None:
            return DateValue(ends, str(season))
        ends = ((*ends[0], 20 + number), *ends[1:])
    return DateValue(ends, is_open=_has_open_end(value))


def _has_open_end(value: Mapping[str, Any]) -> bool:
    """Whether the second end is there, but zero."""
    parts = value.get("date-parts") or []
    return len(parts) > 1 and not any(map(int, filter(None, parts[1])))


def _read_parts(parts: Sequence[Sequence[Any]]) -> tuple[tuple[int, ...], ...]:
    """The numbers of one or two ends; without an end that is missing or zero."""
    ends = [tuple(int(n) for n in end if n not in ("", None)) for end in parts[:2]]
    return tuple(end for end in ends if any(end))


def _read_season(season: Any) -> int | None:
    text = str(season).strip().casefold()
    if text.isdigit():
        number = int(text)
        return number - 20 if number > 20 else number
    return _SEASONS[text] - 20 if text in _SEASONS else None


def read_raw_date(text: str) -> DateValue:
    """A date as people type it: ISO 8601, `25 December 2004`, `Aug. 2001`, `1/2/2003`,
    or a range of these; else words."""
    text = text.strip()
    ends = _parse_months(text) or _parse_sides(text)
    return DateValue(tuple(ends)) if ends else DateValue(words=text)


def _parse_months(text: str) -> list[tuple[int, ...]]:
    """Two months or seasons of one year: `May-June 2003`."""
    match = _MONTHS_OF_YEAR.fullmatch(text)
    months = [_read_month(word) for word in match.groups()[:2]] if match else []
    return [(int(match[3]), month) for month in months] if match and all(months) else []


def _parse_sides(text: str) -> list[tuple[int, ...]]:
    sides = [text] if _parse_day(text) else re.split(r"\s*/\s*|\s+[-–]\s+|–", text)
    ends = [_parse_day(side.strip()) for side in sides]
    return ends if len(ends) <= 2 and all(ends) else []


def _parse_day(text: str) -> tuple[int, ...]:
    if match := _ISO.fullmatch(text):
        return tuple(int(n) for n in match.groups() if n)
    if match := _SLASHES.fullmatch(text):
        return int(match[3]), int(match[1]), int(match[2])
    if match := _DAY_FIRST.fullmatch(text):
        month = _read_month(match[2])
        return (int(match[3]), month, int(match[1])) if month else ()
    if match := _MONTH_FIRST.fullmatch(text):
        month = _read_month(match[1])
        if not month:
            return ()
        day = (int(match[2]),) if match[2] else ()
        return (int(match[3]), month, *day)
    return ()


def _read_month(word: str) -> int:
    word = word.casefold()
    return _SEASONS.get(word) or _MONTHS.get(word[:3], 0)
