"""Dates in words: English, German, Chinese."""

from __future__ import annotations

from dataclasses import replace

from ._bounds import MONTH_GROUPS, find_bounds, possible_year_range
from ._day_numbers import from_day_number
from ._grammar import DateExpression, DateInterval, DateList, SingleDate
from ._phrases import (
    DATE_PART_NAMES,
    DATE_PHRASES,
    MONTH_NAMES,
    SEASON_NAMES,
    SHORT_ENDS,
)

# The thirds of a year, about: *Anfang 2019*.
_ABOUT_THIRDS = {str(36 + n): f"about third {n}" for n in (1, 2, 3)}


def describe_expression(expression: DateExpression, language: str) -> str:
    """An expression in words; in English for a language that we have no phrases for."""
    short = language.partition("-")[0]
    short = short if short in DATE_PHRASES else "en"
    if isinstance(expression, SingleDate):
        return _describe_single_date(expression, short)
    if isinstance(expression, DateInterval):
        return _describe_interval(expression, short)
    return _describe_list(expression, short)


def _describe_interval(expression: DateInterval, language: str) -> str:
    phrases = DATE_PHRASES[language]
    if expression.first and expression.last:
        ends = _describe_ends(expression.first, expression.last, language)
        return phrases["between"].format(*ends)
    if expression.last:
        phrase = "until unknown" if expression.is_unknown[0] else "until open"
        return phrases[phrase].format(_describe_inner_date(expression.last, language))
    if expression.first is None:
        return ""
    phrase = "since unknown" if expression.is_unknown[1] else "since open"
    phrase += " day" if _is_single_day(expression.first) else ""
    return phrases[phrase].format(_describe_inner_date(expression.first, language))


def _is_single_day(date: SingleDate) -> bool:
    """Whether the words are those of one day: German adds an article to them."""
    return date.day.isdigit() and not date.qualifiers[2]


def _describe_list(expression: DateList, language: str) -> str:
    phrases = DATE_PHRASES[language]
    if len(expression.parts) == 1:
        return _describe_only_item(
            expression.parts[0], language, is_all=expression.is_all
        )
    text = [_describe_list_item(part, language) for part in expression.parts]
    joint = phrases["and" if expression.is_all else "or"]
    return phrases["comma"].join(text[:-1]) + joint + text[-1]


def _describe_only_item(
    part: SingleDate | DateInterval, language: str, *, is_all: bool
) -> str:
    """A list of one part, such as `[..2019-02-20]`."""
    phrases = DATE_PHRASES[language]
    if isinstance(part, SingleDate):
        return _describe_single_date(part, language)
    first, last = part.first, part.last
    if first and last:
        is_days = _is_single_day(first) and _is_single_day(last)
        within = "within days" if is_days else "within"
        return phrases["between" if is_all else within].format(
            *_describe_ends(first, last, language)
        )
    end = last or first
    if end is None:
        return ""
    phrase = _open_list_phrase(end, is_until=bool(last), is_all=is_all)
    return phrases[phrase].format(_describe_inner_date(end, language))


def _open_list_phrase(end: SingleDate, *, is_until: bool, is_all: bool) -> str:
    """The key of the phrase for a list that is open on one side."""
    if is_all:
        return "all until" if is_until else "all since"
    phrase = "before" if is_until else "after"
    return f"{phrase} day" if _is_single_day(end) else phrase


def _describe_list_item(part: SingleDate | DateInterval, language: str) -> str:
    phrases = DATE_PHRASES[language]
    if isinstance(part, SingleDate):
        return _describe_inner_date(part, language)
    if part.first and part.last:
        return _describe_interval(part, language)
    end = part.last or part.first
    phrase = "or earlier" if part.last else "or later"
    return phrases[phrase].format(_describe_inner_date(end, language)) if end else ""


def _is_plain_day(date: SingleDate) -> bool:
    """Whether year, month and day are all known."""
    return (date.year + date.month + date.day).isdigit() and bool(date.day)


def _describe_ends(
    first: SingleDate, last: SingleDate, language: str
) -> tuple[str, str]:
    """Two ends in words; in German and Chinese what both share is said once:
    “20. bis 22. Februar 2019”, “2019年2月20日至22日”.
    """
    ends = _describe_inner_date(first, language), _describe_inner_date(last, language)
    if language not in SHORT_ENDS or not _are_plain_ends(first, last):
        return ends
    short = SHORT_ENDS[language]
    text = _describe_short_end(first, last, language)
    return (ends[0], text) if short.is_last else (text, ends[1])


def _describe_short_end(first: SingleDate, last: SingleDate, language: str) -> str:
    """The end that is shortened: `20.`, `20. Februar` or `Februar`."""
    short = SHORT_ENDS[language]
    end = last if short.is_last else first
    month = MONTH_NAMES[language][int(end.month) - 1]
    if not end.day:
        return month
    phrase = short.day if first.month == last.month else short.day_of_month
    return phrase.format(int(end.day), month)


def _are_plain_ends(first: SingleDate, last: SingleDate) -> bool:
    """Whether both are days, or months, of one year, and nothing else is said."""
    are_plain = all(
        (date.year + date.month + date.day).isdigit()
        and 0 < int(date.month or 0) <= 12
        and not date.time
        and not date.significant_digits
        and not any(date.qualifiers)
        for date in (first, last)
    )
    differ = (first.month, first.day) != (last.month, last.day)
    is_alike = first.year == last.year and bool(first.day) == bool(last.day)
    return are_plain and differ and is_alike


def _describe_inner_date(date: SingleDate, language: str) -> str:
    """A date inside a longer expression."""
    return _describe_single_date(date, language, is_part=True)


def _describe_single_date(
    date: SingleDate, language: str, *, is_part: bool = False
) -> str:
    phrases = DATE_PHRASES[language]
    parts = 1 + bool(date.month) + bool(date.day)
    qualifiers = date.qualifiers[:parts]
    text = _describe_unqualified(date, language)
    if qualifiers == ("~", "~") and date.month in _ABOUT_THIRDS and date.year.isdigit():
        year = _describe_year(int(date.year), language)
        return phrases[_ABOUT_THIRDS[date.month]].format(year)
    if len(set(qualifiers)) == 1:
        return _add_qualifier(date, qualifiers[0], text, language, is_part)
    return phrases["aside"].format(
        text, _describe_part_qualifiers(qualifiers, language)
    )


def _add_qualifier(
    date: SingleDate, qualifier: str, text: str, language: str, is_part: bool
) -> str:
    """Add how sure it is: “um 2019” for a year alone, “um den 20. Juni 2019” for a day,
    “etwa Juni 2019” for others."""
    if not qualifier:
        return text
    is_year = "X" not in date.year and date.month in ("", "XX")
    if _is_plain_day(date) and qualifier != "?" and not is_part:
        loose = "day "
    else:
        loose = "" if qualifier == "?" or (is_year and not is_part) else "loose "
    return DATE_PHRASES[language][loose + qualifier].format(text)


def _describe_part_qualifiers(qualifiers: tuple[str, ...], language: str) -> str:
    """Which parts are uncertain or approximate."""
    phrases = DATE_PHRASES[language]
    text = []
    for sign in "~?%":
        names = [
            n
            for n, m in zip(DATE_PART_NAMES[language], qualifiers, strict=False)
            if m == sign
        ]
        if names:
            text.append(phrases[f"part {sign}"].format(phrases["and"].join(names)))
    return phrases["comma"].join(text)


def _describe_unqualified(date: SingleDate, language: str) -> str:
    phrases = DATE_PHRASES[language]
    if date.significant_digits:
        low, high = (
            _describe_year(year, language) for year in possible_year_range(date)
        )
        return phrases["about"].format(
            _describe_year(int(date.year), language), low, high
        )
    if "X" in date.month.replace("XX", "") or "X" in date.day.replace("XX", ""):
        return _describe_partly_known(date, language)
    whole = replace(date, day=date.day.replace("XX", ""))
    if whole.month == "XX":
        if whole.day:
            return _describe_day_of_unknown_month(whole, language)
        whole = replace(whole, month="")
    if "X" in date.year:
        return _describe_unknown_years(whole, language)
    text = _describe_in_year(whole, _describe_year(int(date.year), language), language)
    if not date.time:
        return text
    offset = date.utc_offset.replace("-", "\u2212")
    zone = {"": "", "Z": " UTC"}.get(offset, f" UTC{offset}")
    return phrases["time"].format(text, date.time + zone)


def _describe_partly_known(date: SingleDate, language: str) -> str:
    """A month or a day of which one digit is known, as the range that it leaves."""
    earliest, latest, _precision = find_bounds(date)
    ends = []
    for number in (earliest, latest):
        year, month, day = from_day_number(number)
        day_digits = f"{day:02d}" if date.day and date.day != "XX" else ""
        ends.append(
            _describe_in_year(
                SingleDate("", "", f"{month:02d}", day_digits),
                _describe_year(year, language),
                language,
            )
        )
    phrase = "within days" if date.day and date.day != "XX" else "within"
    return DATE_PHRASES[language][phrase].format(*ends)


def _describe_day_of_unknown_month(date: SingleDate, language: str) -> str:
    phrases, day = DATE_PHRASES[language], int(date.day)
    if "X" in date.year:
        text = phrases["some day only"].format(day)
        return _add_unknown_years(date, text, language)
    return phrases["some day"].format(day, _describe_year(int(date.year), language))


def _describe_unknown_years(date: SingleDate, language: str) -> str:
    """A year with unknown digits, or a day or month in it."""
    phrases = DATE_PHRASES[language]
    if date.month:
        return _add_unknown_years(date, _describe_in_year(date, "", language), language)
    low, high = possible_year_range(date)
    if _is_named_decade(date, low):
        return phrases["decade"].format(low)
    return phrases["within"].format(
        _describe_year(low, language), _describe_year(high, language)
    )


def _add_unknown_years(date: SingleDate, text: str, language: str) -> str:
    phrases = DATE_PHRASES[language]
    low, high = possible_year_range(date)
    if date.year == "XXXX":
        return phrases["in some year"].format(text)
    if _is_named_decade(date, low):
        return phrases["in decade"].format(text, low)
    return phrases["in years"].format(
        text, _describe_year(low, language), _describe_year(high, language)
    )


def _is_named_decade(date: SingleDate, low: int) -> bool:
    """Whether the decade has a name; “1900s” could be ten years or a hundred."""
    return date.year.endswith("X") and date.year.count("X") == 1 and low % 100 > 0 < low


def _describe_year(year: int, language: str) -> str:
    """The year 0 of ISO 8601 is 1 BCE."""
    phrases = DATE_PHRASES[language]
    return phrases["year"].format(year) if year > 0 else phrases["bce"].format(1 - year)


def _describe_in_year(date: SingleDate, year: str, language: str) -> str:
    """The date in `year`, which is already in words and empty where it is unknown."""
    phrases = DATE_PHRASES[language]
    if not date.month:
        return year
    number = int(date.month)
    if number > 12:
        return _describe_group(number, year, language).strip()
    month = MONTH_NAMES[language][number - 1]
    if not date.day:
        return phrases["month"].format(year, month) if year else month
    day = int(date.day)
    if not year:
        return phrases["month day"].format(month, day)
    return phrases["day"].format(year, month, day)


def _describe_group(number: int, year: str, language: str) -> str:
    """A season, a quarter, a third or a half of a year."""
    phrases = DATE_PHRASES[language]
    first, last, precision = MONTH_GROUPS[number]
    if precision == "season":
        place = (number - 21) % 4
        phrase = "season" if number <= 24 else "north" if number <= 28 else "south"
        return phrases[phrase].format(SEASON_NAMES[language][place], year)
    if precision == "quarter":
        return phrases["quarter"].format(number - 32, year)
    if precision == "half":
        return phrases[f"half {number - 39}"].format(year)
    names = MONTH_NAMES[language]
    return phrases["third"].format(names[first - 1], names[last - 1], year)
