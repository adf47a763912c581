"""Dates that are told from another day: yesterday, letzte Woche, 上个月."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = {
    0: "today|heute|今天|今日",
    -1: "yesterday|gestern|昨天|昨日",
    -2: "the day before yesterday|day before yesterday|vorgestern|前天",
    1: "tomorrow|morgen|明天|明日",
    2: "the day after tomorrow|day after tomorrow|übermorgen|后天",
}
_DAY_SHIFTS = {word: n for n, words in _DAYS.items() for word in words.split("|")}
_SHIFTS = {
    -1: "last|previous|letzte[rsnm]?|vorige[rsnm]?|vergangene[rsnm]?|上个?|去",
    0: "this|diese[rsnm]?|die|本|这个?|今",
    1: "next|nächste[rsnm]?|kommende[rsnm]?|下个?|明",
}
_UNITS = {
    "day": "days?|tage?n?|天|日",
    "week": "weeks?|wochen?|周|星期|礼拜",
    "month": "months?|monate?n?s?|月",
    "year": "years?|jahre?n?s?|年",
}
_UNIT = "|".join(f"(?P<{name}>{words})" for name, words in _UNITS.items())
_SHIFT = "|".join(f"(?P<s{n + 1}>{words})" for n, words in _SHIFTS.items())
_NEAR = re.compile(rf"(?:in der |im )?(?:{_SHIFT})\s*(?:{_UNIT})")
_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        "a|an|one|einem|einer|一 two|zwei|两|二 three|drei|三 four|vier|四 "
        "five|fünf|五 six|sechs|六 seven|sieben|七 eight|acht|八 "
        "nine|neun|九 ten|zehn|十".split(),
        start=1,
    )
    for word in words.split("|")
}
_NUMBER = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(_NUMBER_WORDS, key=len)[::-1])})"
_AGO = re.compile(
    rf"(?:vor {_NUMBER} (?:{_UNIT}))|"
    + rf"(?:{_NUMBER}\s*个?\s*(?:{_UNIT})\s*(?:ago|之?前))".replace("(?P<", "(?P<z")
)


def is_relative(text: str) -> bool:
    """Whether a folded text is a date told from another day."""
    return bool(text in _DAY_SHIFTS or _NEAR.fullmatch(text) or _AGO.fullmatch(text))


def read_relative(text: str, stated_day: date) -> str:
    """The EDTF of a folded text seen from a day, or ''. A week begins on Monday.

    What is a number of weeks, months or years ago is as precise as its unit.
    """
    if text in _DAY_SHIFTS:
        return _shift_unit(stated_day, "day", _DAY_SHIFTS[text])
    match = _NEAR.fullmatch(text) or _AGO.fullmatch(text)
    if match is None:
        return ""
    named = {name.lstrip("z"): part for name, part in match.groupdict().items() if part}
    (unit,) = named.keys() & _UNITS.keys()
    if "n" in named:
        count = _NUMBER_WORDS.get(named["n"]) or int(named["n"])
        return _shift_unit(stated_day, unit, -count)
    (shift,) = named.keys() - {unit}
    return _shift_unit(stated_day, unit, int(shift[1]) - 1)


def _shift_unit(day: date, unit: str, count: int) -> str:
    if unit == "day":
        return (day + timedelta(days=count)).isoformat()
    if unit == "week":
        monday = day + timedelta(weeks=count) - timedelta(days=day.weekday())
        return f"{monday}/{monday + timedelta(days=6)}"
    if unit == "year":
        return f"{day.year + count:04d}"
    months = day.year * 12 + day.month - 1 + count
    return f"{months // 12:04d}-{months % 12 + 1:02d}"
