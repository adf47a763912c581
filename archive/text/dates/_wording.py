"""Dates in words: English, German, Chinese."""

from __future__ import annotations

from dataclasses import replace

from ._bounds import GROUPS, bounds, years_of
from ._day_numbers import from_day_number
from ._grammar import Form, Interval, One, Several
from ._phrases import FORMS, MONTHS, PARTS, SEASONS


def words(form: Form, language: str) -> str:
    """The words for a form that has bounds; English as a last resort."""
    short = language.partition("-")[0]
    short = short if short in FORMS else "en"
    if isinstance(form, One):
        return _one(form, short)
    if isinstance(form, Interval):
        return _interval(form, short)
    return _several(form, short)


def _interval(form: Interval, language: str) -> str:
    forms = FORMS[language]
    if form.first and form.last:
        first, last = _part(form.first, language), _part(form.last, language)
        return forms["between"].format(first, last)
    if form.last:
        way = "until unknown" if form.is_unknown[0] else "until open"
        return forms[way].format(_part(form.last, language))
    if form.first is None:
        return ""
    way = "since unknown" if form.is_unknown[1] else "since open"
    way += " day" if _is_day(form.first) else ""
    return forms[way].format(_part(form.first, language))


def _is_day(one: One) -> bool:
    """Whether it is said as one day, which some languages give an article."""
    return one.day.isdigit() and not one.marks[2]


def _several(form: Several, language: str) -> str:
    forms = FORMS[language]
    if len(form.parts) == 1:
        return _alone(form.parts[0], language, is_all=form.is_all)
    said = [_listed(part, language) for part in form.parts]
    joint = forms["and" if form.is_all else "or"]
    return forms["comma"].join(said[:-1]) + joint + said[-1]


def _alone(part: One | Interval, language: str, *, is_all: bool) -> str:
    """A list of one part, as `[..2019-02-20]`."""
    forms = FORMS[language]
    if isinstance(part, One):
        return _one(part, language)
    if part.first and part.last:
        both = (_part(part.first, language), _part(part.last, language))
        is_days = _is_day(part.first) and _is_day(part.last)
        within = "within days" if is_days else "within"
        return forms["between" if is_all else within].format(*both)
    end = part.last or part.first
    if end is None:
        return ""
    if is_all:
        way = "all until" if part.last else "all since"
    else:
        way = "before" if part.last else "after"
        way += " day" if _is_day(end) else ""
    return forms[way].format(_part(end, language))


def _listed(part: One | Interval, language: str) -> str:
    forms = FORMS[language]
    if isinstance(part, One):
        return _part(part, language)
    if part.first and part.last:
        return _interval(part, language)
    end = part.last or part.first
    way = "or earlier" if part.last else "or later"
    return forms[way].format(_part(end, language)) if end else ""


def _part(one: One, language: str) -> str:
    """A date inside a longer expression."""
    return _one(one, language, is_part=True)


def _one(one: One, language: str, *, is_part: bool = False) -> str:
    forms = FORMS[language]
    parts = 1 + bool(one.month) + bool(one.day)
    marks = one.marks[:parts]
    if len(set(marks)) == 1:
        return _marked(one, marks[0], _plain(one, language), language, is_part)
    return forms["aside"].format(_plain(one, language), _parted(marks, language))


def _marked(one: One, mark: str, said: str, language: str, is_part: bool) -> str:
    """With how sure it is: “um 2019” of a year alone, “etwa Juni 2019” of others."""
    if not mark:
        return said
    is_year = "X" not in one.year and one.month in ("", "XX")
    loose = "" if mark == "?" or (is_year and not is_part) else "loose "
    return FORMS[language][loose + mark].format(said)


def _parted(marks: tuple[str, ...], language: str) -> str:
    """Which parts are uncertain or approximate."""
    forms = FORMS[language]
    said = []
    for sign in "~?%":
        names = [n for n, m in zip(PARTS[language], marks, strict=False) if m == sign]
        if names:
            said.append(forms[f"part {sign}"].format(forms["and"].join(names)))
    return forms["comma"].join(said)


def _plain(one: One, language: str) -> str:
    forms = FORMS[language]
    if one.significant:
        low, high = (_year(year, language) for year in years_of(one))
        return forms["about"].format(_year(int(one.year), language), low, high)
    if "X" in one.month.replace("XX", "") or "X" in one.day.replace("XX", ""):
        return _partly(one, language)
    whole = replace(one, day=one.day.replace("XX", ""))
    if whole.month == "XX":
        if whole.day:
            return _some_day(whole, language)
        whole = replace(whole, month="")
    if "X" in one.year:
        return _in_years(whole, language)
    said = _of_year(whole, _year(int(one.year), language), language)
    if not one.time:
        return said
    shift = one.shift.replace("-", "\u2212")
    zone = {"": "", "Z": " UTC"}.get(shift, f" UTC{shift}")
    return forms["time"].format(said, one.time + zone)


def _partly(one: One, language: str) -> str:
    """A month or a day of which one digit is known: what lies between."""
    earliest, latest, _precision = bounds(one)
    ends = []
    for number in (earliest, latest):
        year, month, day = from_day_number(number)
        known = f"{day:02d}" if one.day and one.day != "XX" else ""
        ends.append(_of_year(One("", "", f"{month:02d}", known),
                             _year(year, language), language))  # fmt: skip
    way = "within days" if one.day and one.day != "XX" else "within"
    return FORMS[language][way].format(*ends)


def _some_day(one: One, language: str) -> str:
    forms, day = FORMS[language], int(one.day)
    if "X" in one.year:
        said = forms["some day only"].format(day)
        return _among_years(one, said, language)
    return forms["some day"].format(day, _year(int(one.year), language))


def _in_years(one: One, language: str) -> str:
    """A year that is not wholly known, or a day or month in it."""
    forms = FORMS[language]
    if one.month:
        return _among_years(one, _of_year(one, "", language), language)
    low, high = years_of(one)
    if _is_decade(one, low):
        return forms["decade"].format(low)
    return forms["within"].format(_year(low, language), _year(high, language))


def _among_years(one: One, said: str, language: str) -> str:
    forms = FORMS[language]
    low, high = years_of(one)
    if one.year == "XXXX":
        return forms["in some year"].format(said)
    if _is_decade(one, low):
        return forms["in decade"].format(said, low)
    return forms["in years"].format(said, _year(low, language), _year(high, language))


def _is_decade(one: One, low: int) -> bool:
    """Whether it has a name; “1900s” could be ten years or a hundred."""
    return one.year.endswith("X") and one.year.count("X") == 1 and low % 100 > 0 < low


def _year(year: int, language: str) -> str:
    """Years before the first are counted from 1 BCE, which is the year 0."""
    forms = FORMS[language]
    return forms["year"].format(year) if year > 0 else forms["bce"].format(1 - year)


def _of_year(one: One, year: str, language: str) -> str:
    """`year` as it is said; empty for a day or month of a year that is not known."""
    forms = FORMS[language]
    if not one.month:
        return year
    number = int(one.month)
    if number > 12:
        return _group(number, year, language).strip()
    month = MONTHS[language][number - 1]
    if not one.day:
        return forms["month"].format(year, month) if year else month
    day = int(one.day)
    if not year:
        return forms["month day"].format(month, day)
    return forms["day"].format(year, month, day)


def _group(number: int, year: str, language: str) -> str:
    """A season, a quarter, a third or a half of a year."""
    forms = FORMS[language]
    first, last, precision = GROUPS[number]
    if precision == "season":
        place = (number - 21) % 4
        way = "season" if number <= 24 else "north" if number <= 28 else "south"
        return forms[way].format(SEASONS[language][place], year)
    if precision == "quarter":
        return forms["quarter"].format(number - 32, year)
    if precision == "half":
        return forms[f"half {number - 39}"].format(year)
    names = MONTHS[language]
    return forms["third"].format(names[first - 1], names[last - 1], year)
