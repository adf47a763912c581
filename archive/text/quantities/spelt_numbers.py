"""Large numbers in words: *zwei Millionen*, *half a million*, 两百五十万."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from .grouped_numbers import FoundNumber

LEAST_SPELT = 1_000  # smaller numbers in words are words
_GERMAN_UNITS = "ein zwei drei vier fünf sechs sieben acht neun".split()
_GERMAN_TEENS = (
    "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
).split()
_GERMAN_TENS = (
    "zwanzig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig"
).split()
_ENGLISH_UNITS = "one two three four five six seven eight nine".split()
_ENGLISH_TEENS = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SIZES = {
    "tausend": 3,
    "thousand": 3,
    "million": 6,
    "millionen": 6,
    "milliarde": 9,
    "milliarden": 9,
    "billion": 9,
    "billionen": 12,
    "trillion": 12,
}
_GERMAN_BILLION = 12
_LONGEST_NUMBER = 48  # characters before a size word
_FRACTIONS = {
    "anderthalb": "1.5",
    "eineinhalb": "1.5",
    "eine halbe": "0.5",
    "einer halben": "0.5",
    "half a": "0.5",
    "a quarter of a": "0.25",
}
_CHINESE_DIGITS = {
    digit: value
    for value, digits in enumerate(
        "零〇 一壹 二两兩贰 三叁 四 五伍 六陆 七 八 九".split()
    )
    for digit in digits
}
_CHINESE_STEPS = {"十": 10, "百": 100, "千": 1_000}
_CHINESE_SIZES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}


def _list_small_numbers() -> dict[str, Decimal]:
    """Words of the numbers from 1 to 99, and of fractions, in small letters."""
    words: dict[str, int] = {"eine": 1, "einer": 1, "a": 1, "zwo": 2, "dreißig": 30}
    for units, teens in (
        (_GERMAN_UNITS, _GERMAN_TEENS),
        (_ENGLISH_UNITS, _ENGLISH_TEENS),
    ):
        words |= {word: n for n, word in enumerate([*units, *teens], start=1)}
    for n, tens in enumerate(_GERMAN_TENS, start=2):
        words[tens] = 10 * n
        words |= {f"{u}und{tens}": 10 * n + i for i, u in enumerate(_GERMAN_UNITS, 1)}
    for n, tens in enumerate(_ENGLISH_TENS, start=2):
        words[tens] = 10 * n
        words |= {f"{tens}-{u}": 10 * n + i for i, u in enumerate(_ENGLISH_UNITS, 1)}
    numbers = {word: Decimal(n) for word, n in words.items()}
    numbers |= {word: Decimal(value) for word, value in _FRACTIONS.items()}
    halved = enumerate(_GERMAN_UNITS[1:], start=2)
    numbers |= {f"{unit}einhalb": n + Decimal("0.5") for n, unit in halved}
    return numbers


_SMALL_NUMBERS = _list_small_numbers()
_SMALL = "|".join(sorted(_SMALL_NUMBERS, key=len, reverse=True))
_SIZE = "|".join(sorted(_SIZES, key=len, reverse=True))
_SPELT = re.compile(
    rf"(?<!\w)(?=\w)(?:(?P<small>{_SMALL})[ -]?)?(?P<hundred>hundert|hundred)?"
    rf"(?:(?: and |und|[ -])?(?P<rest>{_SMALL}))?"
    rf"(?P<half>[ -]and[ -]a[ -]half)?[ -]?(?P<size>{_SIZE})\Z"
)
_SIZE_WORD = re.compile(rf"(?:{_SIZE})(?!\w)")
_CHINESE = re.compile(
    "(?!千万(?![人元多余]))(?<![\\d数几數幾十百千万亿萬億一二三四五六七八九两兩])"
    "(?P<number>[零〇一二三四五六七八九十百千两兩壹贰叁伍陆]+[万萬亿億]"
    "(?:[零〇一二三四五六七八九十百千两兩]+[万萬])?)(?![一分])"
)
_MAY_BE_SPELT = re.compile("ausend|housand|illi|AUSEND|HOUSAND|ILLI|[万萬亿億]")


def find_spelt_amounts(text: str) -> list[FoundNumber]:
    """The amounts of a thousand and more whose number is in words, in German, English
    or Chinese, in order. An English or German *one billion* is found once for each."""
    if not _MAY_BE_SPELT.search(text):
        return []
    return [*_find_latin(text), *_find_chinese(text)]


def _find_latin(text: str) -> Iterator[FoundNumber]:
    folded = text.lower()
    if len(folded) != len(text):  # places in it would be others
        return
    for size in _SIZE_WORD.finditer(folded):
        match, value = _match_before(folded[: size.end()], size.start())
        if match is None or value is None:
            continue
        power = _SIZES[match["size"]]
        powers = {power, _GERMAN_BILLION} if match["size"] == "billion" else {power}
        for one in sorted(powers):
            amount = int(value.scaleb(one))
            if amount >= LEAST_SPELT:
                yield FoundNumber(str(amount), *match.span())


def _match_before(
    text: str, size_start: int
) -> tuple[re.Match[str] | None, Decimal | None]:
    """The longest number before the size word at the end of a text."""
    match = _SPELT.search(text, max(0, size_start - _LONGEST_NUMBER))
    while match and (value := _read_latin(match)) is None:
        match = _SPELT.search(text, match.start() + 1)
    return (match, value) if match else (None, None)


def _read_latin(match: re.Match[str]) -> Decimal | None:
    """What stands before the size word; None where nothing does that is one number."""
    small = _SMALL_NUMBERS.get(match["small"], Decimal(0))
    rest = _SMALL_NUMBERS.get(match["rest"], Decimal(0))
    if match["hundred"]:
        small = 100 * (small or Decimal(1))
    elif small and rest and not (small % 10 == 0 and rest < 10):
        return None
    half = Decimal("0.5") if match["half"] else Decimal(0)
    return small + rest + half or None


def _find_chinese(text: str) -> Iterator[FoundNumber]:
    for match in _CHINESE.finditer(text):
        value = _read_chinese(match["number"])
        if value >= LEAST_SPELT:
            yield FoundNumber(str(value), *match.span())


def _read_chinese(number: str) -> int:
    """The value of a numeral that ends in 万 or 亿; 0 where it is none."""
    total = section = digit = 0
    for sign in number:
        if sign in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[sign]
        elif sign in _CHINESE_STEPS:
            section += (digit or 1) * _CHINESE_STEPS[sign]
            digit = 0
        else:
            total += (section + digit) * _CHINESE_SIZES[sign]
            section = digit = 0
    return total
