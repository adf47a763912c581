"""Names of months and weekdays in the languages of CLDR, as those of English."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError

_SUNDAY = 6
# Whose names are also read where the text is in another language, or in none.
_OTHER_LANGUAGES = "fr es it pt nl ru uk kk tr ar fa ug".split()
# Names of months that pages in Arabic use beside those of CLDR.
_LEVANTINE_MONTHS = (
    "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|"
    "تشرين الثاني|كانون الأول"
).split("|")
_MAGHREB_MONTHS = (
    "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
).split("|")
_UYGHUR_YEAR = r"(?P<y>\d{4})\s?-?\s?يىل(?:ى|نىڭ|ىنىڭ)?"
_UYGHUR_DAY = r"(?P<d>\d\d?)\s?-?\s?(?:كۈن(?:ى)?|چېسلا)?"
_UYGHUR = re.compile(
    rf"{_UYGHUR_YEAR}(?:\s?(?P<m>\d\d?)\s?-?\s?ئاي(?:نىڭ|دا)?(?:\s?{_UYGHUR_DAY})?)?"
)
_UYGHUR_NAMED = re.compile(
    rf"{_UYGHUR_YEAR}\s?(?P<d>\d\d?)\s?-?\s?(?P<n>[a-z]+)(?:\s?كۈنى)?"
)
_ENGLISH_MONTHS = "|".join(calendar.month_name[1:]).lower()
_LINK = "(?:de|del|di|do|da|of)"
_AROUND_MONTH = re.compile(
    rf"(?:\b{_LINK}\s+)?\b({_ENGLISH_MONTHS})\b(?:\s+{_LINK}\b)?"
)
_ORDINAL_DAY = re.compile(r"\b(\d\d?)(?:er|º|°|\.?o|ª|-?го|-?е)(?=\s)")
_YEAR_WORD = re.compile(
    r"(?<=\d{4})(?:\s*(?:г\.?|года?|году|р\.?|року|рік)|\s?-?\s?ж(?:\.|ыл[ыа-яғ]*))$"
)


def fold_month_name(text: str) -> str:
    """In lower case, with plain digits, and Arabic without its hamzas."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(str(unicodedata.digit(c, c)) for c in text)
    text = re.sub("[أإآ]", "ا", text)
    return text.replace(".", ". ").replace(".  ", ". ").strip(" .")


@lru_cache(maxsize=64)
def load_month_names(language: str) -> dict[str, int]:
    """The names of months in a language, folded, with their numbers; {} if unknown."""
    names = _load_names("months", language, ("wide", "abbreviated"))
    if language.startswith("ar"):
        for months in (_LEVANTINE_MONTHS, _MAGHREB_MONTHS):
            names |= {fold_month_name(m): n for n, m in enumerate(months, start=1)}
    return {name: number for name, number in names.items() if len(name) > 1}


def find_weekday(text: str) -> int | None:
    """The day of the week (0: Monday) that folded German, English or Chinese text
    names, also shortened; None where it is none or can be two."""
    if chinese := re.search("[一二三四五六日天](?!.*[一二三四五六日天])", text):
        return "一二三四五六日".index(chinese[0].replace("天", "日"))
    word = re.match(r"\w{2,}", text.strip())
    if word is None:
        return None
    names = _load_kind("days", "de") | _load_kind("days", "en") | {"sonnabend": 5}
    found = {number for name, number in names.items() if name.startswith(word[0])}
    if word[0] == "so":
        return _SUNDAY  # not *Sonnabend*, which is *Sa*
    return found.pop() if len(found) == 1 else None


def write_in_english(text: str, language: str) -> str:
    """A folded date with the English names of months and weekdays (*5 march 2019* for
    *5 de marzo de 2019*), and Uyghur dates in figures.

    Names are those of the language, else of any other that all who have it agree on.
    """
    text = re.sub("[أإآ]", "ا", text)
    if figures := _UYGHUR.fullmatch(text):
        parts = filter(None, figures.group("d", "m", "y"))
        return "/".join(parts) if not figures["d"] else "-".join([*parts][::-1])
    months = _choose_names("months", language)
    text = _replace_names(text, months, list(calendar.month_name))
    text = _replace_names(
        text, _choose_names("days", language), list(calendar.day_name)
    )
    text = _YEAR_WORD.sub("", _AROUND_MONTH.sub(r"\1", text))
    text = _ORDINAL_DAY.sub(r"\1", text)
    if named := _UYGHUR_NAMED.fullmatch(text):
        return f"{named['d']} {named['n']} {named['y']}"
    return text


def _replace_names(text: str, numbers: dict[str, int], english: Sequence[str]) -> str:
    longest_first = sorted(map(re.escape, numbers), key=len, reverse=True)
    shape = re.compile(rf"(?<!\w)({'|'.join(longest_first)})(?!\w)\.?")
    return shape.sub(lambda match: english[numbers[match[1]]].lower(), text)


@lru_cache(maxsize=64)
def _choose_names(kind: str, language: str) -> dict[str, int]:
    """Names of "months" or "days" in a language, and those of others that agree."""
    own = _load_kind(kind, language)
    others: dict[str, set[int]] = {}
    for code in _OTHER_LANGUAGES:
        for name, number in _load_kind(kind, code).items():
            others.setdefault(name, set()).add(number)
    agreed = {name: min(found) for name, found in others.items() if len(found) == 1}
    return agreed | own


def _load_kind(kind: str, language: str) -> dict[str, int]:
    if kind == "months":
        return load_month_names(language)
    return _load_names("days", language, ("wide",))


def _load_names(kind: str, language: str, widths: tuple[str, ...]) -> dict[str, int]:
    """CLDR's names, folded, with their numbers; {} of a language that it hasn't.

    Names that stand alone are taken where they begin as those in a date do: Babel gives
    those of the language that it loaded first to all that have none of their own.
    """
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return {}
    contexts = getattr(locale, kind)
    names: dict[str, int] = {}
    for width in widths:
        for number, name in contexts["format"][width].items():
            alone = fold_month_name(contexts["stand-alone"][width][number])
            folded = fold_month_name(name)
            names[folded] = number
            if alone[:2] == folded[:2]:
                names[alone] = number
    return names
