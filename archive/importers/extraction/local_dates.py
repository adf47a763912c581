"""Days as pages print them in the languages of the world, by CLDR's month names."""

from __future__ import annotations

import re

from archive.text import dates

_BUDDHIST_YEARS = 543  # which Thai pages count more


def find_local_day(text: str, language: str) -> str:
    """The first day printed in `text` in this language, as EDTF, or ''."""
    text = dates.fold_month_name(text)
    year = r"(?P<y>(?:19|20|25)\d\d)"
    numeric = re.search(rf"(?<!\d){year}年(?P<m>\d\d?)月(?P<d>\d\d?)日", text)
    numeric = numeric or re.search(
        rf"(?<!\d){year}년 ?(?P<m>\d\d?)월 ?(?P<d>\d\d?)일", text
    )
    if numeric:
        return _make_day(numeric["y"], int(numeric["m"]), numeric["d"])
    if day := _find_numeric_day(text, language):
        return day
    months = dates.load_month_names(language)
    if not months:
        return ""
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    month = rf"(?P<n>{names})(?:\s?/\s?\w+)?\.?"
    join = r"[\s.,]*(?:de|del|da|of|ve|อ|ที่|ב)?[\s.,]*"
    for form in (
        rf"(?<!\d)(?P<d>\d\d?)(?:\.|º|er|st|nd|rd|th|-го)?{join}(?:\w+\s?/\s?)?{month}"
        rf"[\s.,]*(?:de |del |г\. )?(?:พ\.?ศ\.? ?)?{year}(?!\d)",
        rf"{month}\s+(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s+{year}(?!\d)",
        rf"(?<!\d){year}[\s.,]*{month}\s*(?P<d>\d\d?)(?!\d)",
    ):
        if found := re.search(form, text):
            return _make_day(found["y"], months[found["n"]], found["d"])
    return ""


def _find_numeric_day(text: str, language: str) -> str:
    """`22/11/2020`: where it can be two days, English leaves it to the editor, and all
    other languages write the day first."""
    found = re.search(
        r"(?<![\d/.-])(\d\d?)([/.-])(\d\d?)\2((?:19|20)\d\d)(?![\d/])", text
    )
    if found is None:
        return ""
    one, other = int(found[1]), int(found[3])
    if language.startswith("en") and one <= 12 and other <= 12 and one != other:
        return ""
    if not language.startswith("en") or one > 12:
        return _make_day(found[4], other, found[1])
    return _make_day(found[4], one, found[3])


def _make_day(year: str, month: int, day: str) -> str:
    number = int(year)
    number -= _BUDDHIST_YEARS if number > 2_400 else 0
    is_day = 1 <= month <= 12 and 1 <= int(day) <= 31
    return f"{number:04d}-{month:02d}-{int(day):02d}" if is_day else ""
