"""Dates in words: English, German, Chinese."""

from __future__ import annotations

from dataclasses import replace

from ._bounds import MONTH_GROUPS, find_bounds, possible_year_range
from ._day_numbers import from_day_number
from ._grammar import DateExpression, DateInterval, DateList, SingleDate
from ._phrases import DATE_PART_NAMES, DATE_PHRASES, MONTH_NAMES, SEASON_NAMES


def describe_expression(form: DateExpression, language: str) -> str:
    """The words for a form that has bounds; English as a last resort."""
    short = language.partition("-")[0]
    short = short if short in DATE_PHRASES else "en"
    if isinstance(form, SingleDate):
        return _describe_single_date(form, short)
    if isinstance(form, DateInterval):
        return _describe_interval(form, short)
    return _describe_list(form, short)


def _describe_interval(form: DateInterval, language: str) -> str:
    forms = DATE_PHRASES[language]
    if form.first and form.last:
        first, last = (
            _describe_inner_date(form.first, language),
            _describe_inner_date(form.last, language),
        )
        return forms["between"].format(first, last)
    if form.last:
        way = "until unknown" if form.is_unknown[0] else "until open"
        return forms[way].format(_describe_inner_date(form.last, language))
    if form.first is None:
        return ""
    way = "since unknown" if form.is_unknown[1] else "since open"
    way += " day" if _is_single_day(form.first) else ""
    return forms[way].format(_describe_inner_date(form.first, language))


def _is_single_day(one: SingleDate) -> bool:
    """Whether it is said as one day, which some languages give an article."""
    return one.day.isdigit() and not one.marks[2]


def _describe_list(form: DateList, language: str) -> str:
    forms = DATE_PHRASES[language]
    if len(form.parts) == 1:
        return _describe_only_item(form.parts[0], language, is_all=form.is_all)
    said = [_describe_list_item(part, language) for part in form.parts]
    joint = forms["and" if form.is_all else "or"]
    return forms["comma"].join(said[:-1]) + joint + said[-1]


def _describe_only_item(
    part: SingleDate | DateInterval, language: str, *, is_all: bool
) -> str:
    """A list of one part, as `[..2019-02-20]`."""
    forms = DATE_PHRASES[language]
    if isinstance(part, SingleDate):
        return _describe_single_date(part, language)
    if part.first and part.last:
        both = (
            _describe_inner_date(part.first, language),
            _describe_inner_date(part.last, language),
        )
        is_days = _is_single_day(part.first) and _is_single_day(part.last)
        within = "within days" if is_days else "within"
        return forms["between" if is_all else within].format(*both)
    end = part.last or part.first
    if end is None:
        return ""
    if is_all:
        way = "all until" if part.last else "all since"
    else:
        way = "before" if part.last else "after"
        way += " day" if _is_single_day(end) else ""
    return forms[way].format(_describe_inner_date(end, language))


def _describe_list_item(part: SingleDate | DateInterval, language: str) -> str:
    forms = DATE_PHRASES[language]
    if isinstance(part, SingleDate):
        return _describe_inner_date(part, language)
    if part.first and part.last:
        return _describe_interval(part, language)
    end = part.last or part.first
    way = "or earlier" if part.last else "or later"
    return forms[way].format(_describe_inner_date(end, language)) if end else ""


def _describe_inner_date(one: SingleDate, language: str) -> str:
    """A date inside a longer expression."""
    return _describe_single_date(one, language, is_part=True)


def _describe_single_date(
    one: SingleDate, language: str, *, is_part: bool = False
) -> str:
    forms = DATE_PHRASES[language]
    parts = 1 + bool(one.month) + bool(one.day)
    marks = one.marks[:parts]
    if len(set(marks)) == 1:
        return _add_qualifier(
            one, marks[0], _describe_unqualified(one, language), language, is_part
        )
    return forms["aside"].format(
        _describe_unqualified(one, language), _describe_part_qualifiers(marks, language)
    )


def _add_qualifier(
    one: SingleDate, mark: str, said: str, language: str, is_part: bool
) -> str:
    """With how sure it is: “um 2019” of a year alone, “etwa Juni 2019” of others."""
    if not mark:
        return said
    is_year = "X" not in one.year and one.month in ("", "XX")
    loose = "" if mark == "?" or (is_year and not is_part) else "loose "
    return DATE_PHRASES[language][loose + mark].format(said)


def _describe_part_qualifiers(marks: tuple[str, ...], language: str) -> str:
    """Which parts are uncertain or approximate."""
    forms = DATE_PHRASES[language]
    said = []
    for sign in "~?%":
        names = [
            n
            for n, m in zip(DATE_PART_NAMES[language], marks, strict=False)
            if m == sign
        ]
        if names:
            said.append(forms[f"part {sign}"].format(forms["and"].join(names)))
    return forms["comma"].join(said)


def _describe_unqualified(one: SingleDate, language: str) -> str:
    forms = DATE_PHRASES[language]
    if one.significant:
        low, high = (
            _describe_year(year, language) for year in possible_year_range(one)
        )
        return forms["about"].format(_describe_year(int(one.year), language), low, high)
    if "X" in one.month.replace("XX", "") or "X" in one.day.replace("XX", ""):
        return _describe_partly_known(one, language)
    whole = replace(one, day=one.day.replace("XX", ""))
    if whole.month == "XX":
        if whole.day:
            return _describe_day_of_unknown_month(whole, language)
        whole = replace(whole, month="")
    if "X" in one.year:
        return _describe_unknown_years(whole, language)
    said = _describe_in_year(whole, _describe_year(int(one.year), language), language)
    if not one.time:
        return said
    shift = one.shift.replace("-", "\u2212")
    zone = {"": "", "Z": " UTC"}.get(shift, f" UTC{shift}")
    return forms["time"].format(said, one.time + zone)


def _describe_partly_known(one: SingleDate, language: str) -> str:
    """A month or a day of which one digit is known: what lies between."""
    earliest, latest, _precision = find_bounds(one)
    ends = []
    for number in (earliest, latest):
        year, month, day = from_day_number(number)
        known = f"{day:02d}" if one.day and one.day != "XX" else ""
        ends.append(
            _describe_in_year(
                SingleDate("", "", f"{month:02d}", known),
                _describe_year(year, language),
                language,
            )
        )
    way = "within days" if one.day and one.day != "XX" else "within"
    return DATE_PHRASES[language][way].format(*ends)


def _describe_day_of_unknown_month(one: SingleDate, language: str) -> str:
    forms, day = DATE_PHRASES[language], int(one.day)
    if "X" in one.year:
        said = forms["some day only"].format(day)
        return _add_unknown_years(one, said, language)
    return forms["some day"].format(day, _describe_year(int(one.year), language))


def _describe_unknown_years(one: SingleDate, language: str) -> str:
    """A year that is not wholly known, or a day or month in it."""
    forms = DATE_PHRASES[language]
    if one.month:
        return _add_unknown_years(one, _describe_in_year(one, "", language), language)
    low, high = possible_year_range(one)
    if _is_named_decade(one, low):
        return forms["decade"].format(low)
    return forms["within"].format(
        _describe_year(low, language), _describe_year(high, language)
    )


def _add_unknown_years(one: SingleDate, said: str, language: str) -> str:
    forms = DATE_PHRASES[language]
    low, high = possible_year_range(one)
    if one.year == "XXXX":
        return forms["in some year"].format(said)
    if _is_named_decade(one, low):
        return forms["in decade"].format(said, low)
    return forms["in years"].format(
        said, _describe_year(low, language), _describe_year(high, language)
    )


def _is_named_decade(one: SingleDate, low: int) -> bool:
    """Whether it has a name; “1900s” could be ten years or a hundred."""
    return one.year.endswith("X") and one.year.count("X") == 1 and low % 100 > 0 < low


def _describe_year(year: int, language: str) -> str:
    """Years before the first are counted from 1 BCE, which is the year 0."""
    forms = DATE_PHRASES[language]
    return forms["year"].format(year) if year > 0 else forms["bce"].format(1 - year)


def _describe_in_year(one: SingleDate, year: str, language: str) -> str:
    """`year` as it is said; empty for a day or month of a year that is not known."""
    forms = DATE_PHRASES[language]
    if not one.month:
        return year
    number = int(one.month)
    if number > 12:
        return _describe_group(number, year, language).strip()
    month = MONTH_NAMES[language][number - 1]
    if not one.day:
        return forms["month"].format(year, month) if year else month
    day = int(one.day)
    if not year:
        return forms["month day"].format(month, day)
    return forms["day"].format(year, month, day)


def _describe_group(number: int, year: str, language: str) -> str:
    """A season, a quarter, a third or a half of a year."""
    forms = DATE_PHRASES[language]
    first, last, precision = MONTH_GROUPS[number]
    if precision == "season":
        place = (number - 21) % 4
        way = "season" if number <= 24 else "north" if number <= 28 else "south"
        return forms[way].format(SEASON_NAMES[language][place], year)
    if precision == "quarter":
        return forms["quarter"].format(number - 32, year)
    if precision == "half":
        return forms[f"half {number - 39}"].format(year)
    names = MONTH_NAMES[language]
    return forms["third"].format(names[first - 1], names[last - 1], year)
