"""Dates that are told from another day: yesterday, letzte Woche, 上个月.

A week begins on Monday. What can be two days stays two days: *last Monday*, said on a
Wednesday, is one of two Mondays, and so is the day of what was *three hours ago*.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

_DAYS = {
    0: "today|heute|今天|今日|this morning|tonight|heute früh|heute morgen|今早|今晨|"
    "今晚|earlier today|just now|gerade eben|刚刚|刚才",
    -1: "yesterday|gestern|昨天|昨日|昨晚|昨早|昨晨",
    -2: "the day before yesterday|day before yesterday|vorgestern|前天|前日",
    -3: "大前天",
    1: "tomorrow|morgen|明天|明日|明早|明晚",
    2: "the day after tomorrow|day after tomorrow|übermorgen|后天",
}
_DAY_SHIFTS = {word: n for n, words in _DAYS.items() for word in words.split("|")}
_TIME_OF_DAY = re.compile(
    r"(?<=\w)(?: (?:morning|noon|afternoon|evening|night|früh|morgen|vormittag|mittag|"
    r"nachmittag|abend)|(?<=[天日])(?:上午|下午|晚上|晚间|凌晨|早上|早晨|中午|傍晚|晚|夜))$"
)
_LAST_NIGHT = re.compile(
    r"last night|overnight|(?:in der )?(?:letzten?|vergangenen?) nacht|昨夜"
)
_GERMAN_END = "e[rsnm]?"
_SHIFTS = {
    -1: f"last|previous|past|letzt{_GERMAN_END}|vorig{_GERMAN_END}|"
    f"vergangen{_GERMAN_END}|上一?个?|去",
    0: f"this|current|dies{_GERMAN_END}|laufend{_GERMAN_END}|die|本|这个?|今",
    1: f"next|coming|nächst{_GERMAN_END}|kommend{_GERMAN_END}|下一?个?|明",
}
_SHIFT = "|".join(f"(?P<s{n + 1}>{words})" for n, words in _SHIFTS.items())
_UNITS = {
    "day": "days?|tage?n?|天|日",
    "week": "weeks?|wochen?|周|星期|礼拜",
    "weekend": "weekends?|wochenendes?|周末",
    "month": "months?|monate?n?s?|月",
    "quarter": "quarters?|quartale?n?s?|季度?",
    "year": "years?|jahre?n?s?|年",
}
_CLOCK_UNITS = {
    "hour": "hours?|hrs?|stunden?|std\\.?|小时|钟头",
    "minute": "minutes?|mins?\\.?|minuten?|分钟",
}
_UNIT = "|".join(f"(?P<{name}>{words})" for name, words in _UNITS.items())
_NEAR = re.compile(
    rf"(?:(?:in |an |am |im |over )?(?:der |dem |the )?)?(?:{_SHIFT})\s*(?:{_UNIT})"
)
_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        "a|an|one|einem|einer|ein|一 two|zwei|两|二 three|drei|三 four|vier|四 "
        "five|fünf|五 six|sechs|六 seven|sieben|七 eight|acht|八 "
        "nine|neun|九 ten|zehn|十 eleven|elf|十一 twelve|zwölf|十二".split(),
        start=1,
    )
    for word in words.split("|")
}
_NUMBER = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(_NUMBER_WORDS, key=len)[::-1])})"
_ANY_UNIT = "|".join(
    f"(?P<{name}>{words})" for name, words in (_UNITS | _CLOCK_UNITS).items()
)
_AGO = tuple(
    re.compile(shape)
    for shape in (
        rf"vor {_NUMBER} (?:{_ANY_UNIT})",
        rf"{_NUMBER}\s*个?\s*(?:{_ANY_UNIT})\s*(?:ago|之?以?前)",
    )
)
_SPAN = tuple(
    re.compile(shape)
    for shape in (
        rf"(?:in |over |during )?(?:the )?(?:last|past) {_NUMBER} (?:{_UNIT})",
        rf"(?:in )?(?:den |der )?(?:letzten|vergangenen) {_NUMBER} (?:{_UNIT})",
        rf"(?:过去|最近|近)(?:的)?{_NUMBER}个?(?:{_UNIT})(?:里|内|来|以来)?",
    )
)
_WEEKDAYS = {
    word: number
    for number, words in enumerate(
        "monday|montag|一 tuesday|dienstag|二 wednesday|mittwoch|三 "
        "thursday|donnerstag|四 friday|freitag|五 saturday|samstag|sonnabend|六 "
        "sunday|sonntag|日|天".split()
    )
    for word in words.split("|")
}
_LATIN_WEEKDAY = "|".join(word for word in _WEEKDAYS if len(word) > 1)
_WEEKDAY = re.compile(rf"(?:on |am )?(?:{_SHIFT}) (?P<weekday>{_LATIN_WEEKDAY})")
_WEEKDAY_OF_WEEK = tuple(
    re.compile(shape)
    for shape in (
        rf"(?:{_SHIFT})(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])",
        rf"(?:on |am )?(?P<weekday>{_LATIN_WEEKDAY}) (?:of |in )?(?:der |the )?"
        rf"(?:{_SHIFT}) (?:week|woche)",
    )
)
# What is said of a day or part of a unit that is told from another day.
_IN_YEAR = re.compile(
    rf"(?P<rest>.+?),? (?:of |in )?(?:des |the )?(?:{_SHIFT}) (?:year|jahre?s)"
)
_IN_MONTH = re.compile(
    rf"(?P<rest>.+?),? (?:of |in )?(?:des |the )?(?:{_SHIFT}) (?:month|monate?s)"
)
_CHINESE_YEARS = {"去年": -1, "今年": 0, "本年": 0, "明年": 1, "前年": -2, "后年": 2}
_IN_CHINESE_YEAR = re.compile(rf"(?P<year>{'|'.join(_CHINESE_YEARS)})的?(?P<rest>.*)")
_IN_CHINESE_MONTH = re.compile(
    r"(?:(?P<s0>上个?月)|(?P<s1>本月|这个?月)|(?P<s2>下个?月))(?P<rest>.+)"
)
_DAY_OF_MONTH = re.compile(r"(?:the )?(\d\d?)(?:\.|st|nd|rd|th)?")
_EARLIER_THIS = re.compile(
    r"(?:earlier|before) this (?:(?P<week>week)|(?P<month>month)|(?P<year>year))"
)
_FIRST_YEAR, _LAST_YEAR = 2, 9998  # of days that can be counted from


def read_relative(text: str, stated_day: date) -> str:
    """What a folded text says seen from a day: EDTF, or a date in words with its year
    (*mai 2018* for *mai letzten jahres*); '' where it says nothing of the kind.

    What is a number of weeks, months or years ago is as precise as its unit.
    """
    if not _FIRST_YEAR <= stated_day.year <= _LAST_YEAR:
        return ""
    for read in _READERS:
        try:
            if found := read(text, stated_day):
                return found
        except (ValueError, OverflowError):  # a day or year that there is not
            return ""
    return ""


def _read_day(text: str, day: date) -> str:
    if _LAST_NIGHT.fullmatch(text):
        return _choose_between(day - timedelta(days=1), day)
    word = text if text in _DAY_SHIFTS else _TIME_OF_DAY.sub("", text)
    shift = _DAY_SHIFTS.get(word)
    return "" if shift is None else _shift_unit(day, "day", shift)


def _read_near_unit(text: str, day: date) -> str:
    match = _NEAR.fullmatch(text)
    return _shift_unit(day, _find_unit(match), _find_shift(match)) if match else ""


def _read_ago(text: str, day: date) -> str:
    match = _match_any(_AGO, text)
    if match is None:
        return ""
    unit, count = _find_unit(match), _read_number(match["n"])
    if unit not in _CLOCK_UNITS:
        return _shift_unit(day, unit, -count)
    days, rest = divmod(count, 24 if unit == "hour" else 24 * 60)
    latest = day - timedelta(days=days)
    return _choose_between(latest - timedelta(days=1), latest) if rest else f"{latest}"


def _read_span(text: str, day: date) -> str:
    """*In the last three weeks*: from about then to the stated day."""
    match = _match_any(_SPAN, text)
    if match is None:
        return ""
    unit, count = _find_unit(match), _read_number(match["n"])
    if unit in ("day", "week"):
        first = f"{day - timedelta(days=count * (7 if unit == 'week' else 1))}"
    else:
        first = _shift_unit(day, unit, -count)
    return f"{first}~/{day}" if "/" not in first else ""


def _read_weekday(text: str, day: date) -> str:
    """*Last Monday* is the one before the day, or that of the week before; *next
    Monday* likewise."""
    match = _WEEKDAY.fullmatch(text)
    if match is None:
        return ""
    weekday, shift = _WEEKDAYS[match["weekday"]], _find_shift(match)
    of_week = _find_weekday(day, weekday, shift)
    if not shift:
        return f"{of_week}"
    away = (day.weekday() - weekday) * -shift % 7 or 7
    nearest = day + timedelta(days=away * shift)
    return _choose_between(*sorted((of_week, nearest)))


def _read_weekday_of_week(text: str, day: date) -> str:
    match = _match_any(_WEEKDAY_OF_WEEK, text)
    if match is None:
        return ""
    return f"{_find_weekday(day, _WEEKDAYS[match['weekday']], _find_shift(match))}"


def _read_earlier(text: str, day: date) -> str:
    match = _EARLIER_THIS.fullmatch(text)
    if match is None:
        return ""
    begin = {
        "week": _find_weekday(day, 0, 0),
        "month": day.replace(day=1),
        "year": day.replace(month=1, day=1),
    }
    return f"[{begin[_find_unit(match)]}..{day}]"


def _read_in_year(text: str, day: date) -> str:
    """*May last year* and 去年5月 with the year in figures."""
    if match := _IN_CHINESE_YEAR.fullmatch(text):
        year = day.year + _CHINESE_YEARS[match["year"]]
        return f"{year}年{match['rest']}" if match["rest"] else f"{year}"
    match = _IN_YEAR.fullmatch(text)
    return f"{match['rest']} {day.year + _find_shift(match)}" if match else ""


def _read_in_month(text: str, day: date) -> str:
    """*The 5th of last month* and 上月底 with the month in figures."""
    if match := _IN_CHINESE_MONTH.fullmatch(text):
        year, month = _shift_month(day, _find_shift(match))
        return f"{year}年{month}月{match['rest']}"
    match = _IN_MONTH.fullmatch(text)
    if match is None:
        return ""
    year, month = _shift_month(day, _find_shift(match))
    if number := _DAY_OF_MONTH.fullmatch(match["rest"]):
        return f"{date(year, month, int(number[1]))}"
    return f"{match['rest']} {month:02d}/{year}"


_READERS: tuple[Callable[[str, date], str], ...] = (
    _read_day,
    _read_near_unit,
    _read_ago,
    _read_span,
    _read_weekday,
    _read_weekday_of_week,
    _read_earlier,
    _read_in_year,
    _read_in_month,
)


def _match_any(shapes: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next(filter(None, (shape.fullmatch(text) for shape in shapes)), None)


def _find_unit(match: re.Match[str]) -> str:
    units = _UNITS.keys() | _CLOCK_UNITS.keys()
    return next(name for name in units if match.groupdict().get(name))


def _find_shift(match: re.Match[str]) -> int:
    return next(n for n in _SHIFTS if match[f"s{n + 1}"])


def _read_number(word: str) -> int:
    return _NUMBER_WORDS.get(word) or int(word)


def _choose_between(first: date, second: date) -> str:
    """One of two days, as EDTF; the day where they are one."""
    return f"{first}" if first == second else f"[{first},{second}]"


def _find_weekday(day: date, weekday: int, weeks: int) -> date:
    """The weekday (0: Monday) so many weeks from the week of a day."""
    return day + timedelta(days=weekday - day.weekday(), weeks=weeks)


def _shift_month(day: date, count: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return year, month + 1


def _shift_unit(day: date, unit: str, count: int) -> str:
    if unit == "day":
        return f"{day + timedelta(days=count)}"
    if unit in ("week", "weekend"):
        first = _find_weekday(day, 0 if unit == "week" else 5, count)
        return f"{first}/{_find_weekday(day, 6, count)}"
    if unit == "year":
        return f"{day.year + count:04d}"
    if unit == "quarter":
        year, quarter = divmod(day.year * 4 + (day.month - 1) // 3 + count, 4)
        return f"{year:04d}-{33 + quarter}"
    year, month = _shift_month(day, count)
    return f"{year:04d}-{month:02d}"
