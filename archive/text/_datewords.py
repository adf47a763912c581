"""Dates in words: English, German, Chinese."""

from __future__ import annotations

import re

_EN = (
    "January February March April May June July August September October November "
    "December"
).split()
_DE = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
).split()
_SEASONS = {
    "en": {21: "spring", 22: "summer", 23: "autumn", 24: "winter"},
    "de": {21: "Frühling", 22: "Sommer", 23: "Herbst", 24: "Winter"},
    "zh": {21: "春季", 22: "夏季", 23: "秋季", 24: "冬季"},
}
_FORMS = {
    "en": {
        "between": "{0} to {1}",
        "before": "until {0}, beginning unknown",
        "after": "since {0}",
        "once": "on or before {0}",
        "~": "about {0}",
        "?": "{0} (uncertain)",
        "%": "about {0} (uncertain)",
        "decade": "{0}s",
        "century": "between {0} and {1}",
        "bce": "{0} BCE",
    },
    "de": {
        "between": "{0} bis {1}",
        "before": "bis {0}, Beginn unbekannt",
        "after": "seit {0}",
        "once": "am oder vor dem {0}",
        "~": "um {0}",
        "?": "{0} (unsicher)",
        "%": "um {0} (unsicher)",
        "decade": "{0}er-Jahre",
        "century": "zwischen {0} und {1}",
        "bce": "{0} v. Chr.",
    },
    "zh": {
        "between": "{0}至{1}",
        "before": "至{0}，起始不详",
        "after": "自{0}起",
        "once": "{0}或之前",
        "~": "约{0}",
        "?": "{0}（不确定）",
        "%": "约{0}（不确定）",
        "decade": "{0}年代",
        "century": "{0}至{1}年间",
        "bce": "公元前{0}年",
    },
}


def words(text: str, language: str) -> str:
    """The words for an EDTF text that was read before; English as a last resort."""
    short = language.partition("-")[0]
    short = short if short in _FORMS else "en"
    forms = _FORMS[short]
    if text.startswith("[.."):
        return forms["once"].format(_one(text[3:-1], short))
    if "/" not in text:
        return _one(text, short)
    first, _slash, last = text.partition("/")
    if first in ("", ".."):
        return forms["before"].format(_one(last, short))
    if last in ("", ".."):
        return forms["after"].format(_one(first, short))
    return forms["between"].format(_one(first, short), _one(last, short))


def _one(text: str, language: str) -> str:
    forms = _FORMS[language]
    mark = text[-1] if text[-1] in "~?%" else ""
    plain = text.removesuffix(mark) if mark else text
    said = _plain(plain.replace("-XX", ""), language)
    return forms[mark].format(said) if mark else said


def _plain(text: str, language: str) -> str:
    forms = _FORMS[language]
    found = re.fullmatch(r"(Y?-?[\dX]+)(?:-(\d\d))?(?:-(\d\d))?", text)
    if found is None:
        return text
    year, month, day = found.groups()
    if year.endswith("XX"):
        return forms["century"].format(year[:-2] + "00", year[:-2] + "99")
    if year.endswith("X"):
        return forms["decade"].format(year[:-1] + "0")
    number = int(year.removeprefix("Y"))
    said = str(number) if number > 0 else forms["bce"].format(1 - number)
    if language == "zh":
        return _chinese(said, month, day)
    if month is None:
        return said
    if int(month) > 12:
        return f"{_SEASONS[language][int(month)]} {said}"
    name = (_DE if language == "de" else _EN)[int(month) - 1]
    if day is None:
        return f"{name} {said}"
    dot = "." if language == "de" else ""
    return f"{int(day)}{dot} {name} {said}"


def _chinese(year: str, month: str | None, day: str | None) -> str:
    said = year if year.endswith("年") else f"{year}年"
    if month is None:
        return said
    if int(month) > 12:
        return said + _SEASONS["zh"][int(month)]
    said += f"{int(month)}月"
    return said if day is None else f"{said}{int(day)}日"
