"""Dates as newspapers print them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ._calendars import convert_numerals

_MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "january januar jänner jan",
            "february februar feber feb",
            "march märz maerz mar mrz",
            "april apr",
            "may mai",
            "june juni jun",
            "july juli jul",
            "august aug",
            "september sept sep",
            "october oktober oct okt",
            "november nov",
            "december dezember dec dez",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH_NAME = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_LOOKALIKE_LETTERS = str.maketrans("ſıİ", "sii")  # letters that `re` takes for these
_YEAR_DIGITS = re.compile(r"\d{4}")  # all of `_PRINTED_FORMS` have it
_HAN_DIGIT = "〇○零一二三四五六七八九"
_HAN_FORM = re.compile(
    rf"(?:(?:(?:中[华華])?民[国國]|令和|平成)\s*(?:\d{{1,3}}|[{_HAN_DIGIT}十百元]{{1,6}})"
    rf"|(?<![{_HAN_DIGIT}])[一二][{_HAN_DIGIT}]{{3}})\s*年"
    rf"\s*(?:\d{{1,2}}|[{_HAN_DIGIT}十元]{{1,2}})\s*月"
    rf"(?:\s*(?:\d{{1,2}}|[{_HAN_DIGIT}十廿卅]{{1,3}})\s*[日号號])?"
)
_CONVERTED = re.compile(
    r"(?P<y>\d{4})\s*年\s*(?P<m>\d\d?)\s*月(?:\s*(?P<d>\d\d?)\s*[日号])?"
)
# Each begins with a digit or a first letter, so that `re` skips the rest of a text.
_MONTH_NAME_FIRST = rf"\b(?=[jfmasond]\w{{2,8}}\.?\s+\d)(?P<n>{MONTH_NAME})\.?\s+"
_DIGIT = re.compile(r"\d")
_PRINTED_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<y>\d(?<!\d\d)\d{3})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",
        r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号號]",
        r"(?P<d>\d(?<![\d.]\d)\d?)\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?![\d.]\d)",
        rf"(?P<d>\d(?<!\d\d)\d?)(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(?P<n>{MONTH_NAME})\.?,?\s+(?P<y>\d{{4}})(?!\d)",
        rf"{_MONTH_NAME_FIRST}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)",
        r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月",
        rf"{_MONTH_NAME_FIRST}(?P<y>\d{{4}})(?!\d)",
        r"(?P<y>[12](?<![\d/.-]\d)(?:(?<=1)[6-9]|(?<=2)0)\d\d)(?P<s>[/.])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)"
        r"(?![\d/]|\.\d)",
    )
)


def find_first_printed(text: str) -> tuple[str, int, int] | None:
    """The first printed date in `text` as EDTF, with its start and end, or None.

    20/02/2019 is not read: its day and month could be either.
    """
    return next(iter(find_all_printed(text)), None)


def find_all_printed(text: str) -> list[tuple[str, int, int]]:
    """Every printed date in `text`: the longest of those that begin at one place, and
    none inside another."""
    matches = list(_find_han_dates(text)) if "年" in text else []
    if _YEAR_DIGITS.search(text):
        matches += [
            (form_match.start(), -form_match.end(), form_match)
            for form in _PRINTED_FORMS
            for form_match in form.finditer(text)
        ]
    dates: list[tuple[str, int, int]] = []
    for start, end, form_match in sorted(matches, key=lambda match: match[:2]):
        if not dates or start >= dates[-1][2]:
            dates.append((_to_edtf(form_match), start, -end))
    return dates


def _find_han_dates(text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Dates in Chinese numerals (二〇一九年二月二十日), and in years of eras
    (民國108年2月)."""
    for form_match in _HAN_FORM.finditer(text):
        converted = _CONVERTED.fullmatch(convert_numerals(form_match.group()))
        if converted:
            yield form_match.start(), -form_match.end(), converted


def _to_edtf(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = int(parts["m"]) if parts.get("m") else month_number(parts["n"])
    day = f"-{int(parts['d']):02d}" if parts.get("d") else ""
    return f"{int(parts['y']):04d}-{month:02d}{day}"


def month_number(name: str) -> int:
    """The number of a month by its name in German or English."""
    return _MONTH_NUMBERS[name.translate(_LOOKALIKE_LETTERS).casefold()]
