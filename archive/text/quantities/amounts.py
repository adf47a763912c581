"""Numbers with a decimal separator or a size word: one value in every notation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from .grouped_numbers import FoundNumber, find_grouped_numbers, match_numbers

MAX_DIGITS = 24  # of a value; nobody means a longer number as an amount
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_APOSTROPHES = "'’‘ʼʻ`´′＇"
_SPACES = "\u00a0\u202f\u2009\u2007 "
_NUMBER_PATTERN = (
    rf"(?:\d{{1,3}}(?:[.,{_APOSTROPHES}{_SPACES}]\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
)
_SIZES = {
    3: "tausend tsd thousand 千",
    4: "万 萬",
    6: "million millionen mio mill millions mn mln 百万 百萬",
    7: "千万 千萬",
    8: "亿 億",
    9: "milliarde milliarden mrd mia billion bn",
    12: "billionen bio trillion tn 万亿 萬億 兆",
    15: "billiarde billiarden",
    18: "trillionen",
}
_POWER_OF_WORD = {
    word: power for power, words in _SIZES.items() for word in words.split()
}
_GERMAN_BILLION = 12  # in German: *1 Billion*
_LATIN_SIZES = "|".join(
    sorted(filter(str.isascii, _POWER_OF_WORD), key=len, reverse=True)
)
_CHINESE_SIZES = "|".join(
    sorted((w for w in _POWER_OF_WORD if not w.isascii()), key=len, reverse=True)
)
_NUMBER_START = rf"(?<![^\W{_HAN}])(?<!\d[.,{_APOSTROPHES}])"
_SIZED_AMOUNT = re.compile(
    rf"{_NUMBER_START}(?P<number>{_NUMBER_PATTERN})(?:"
    rf"[ \u00a0\u202f\u2009-]?(?P<latin>{_LATIN_SIZES})(?![^\W{_HAN}])|"
    rf"\s?[余多]?(?P<chinese>{_CHINESE_SIZES})"
    rf"(?:(?P<more>\d{{1,4}}(?:\.\d+)?)[余多]?(?P<unit>万|萬|千))?)",
    re.IGNORECASE,
)
_DECIMAL_AMOUNT = re.compile(
    rf"{_NUMBER_START}{_NUMBER_PATTERN}(?![^\W{_HAN}]|[.,{_APOSTROPHES}/:-]\d)"
)
_DECIMAL_SEPARATOR = re.compile(r"[.,](?=\d+$)")
_AMBIGUOUS_NUMBER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def find_amounts(text: str) -> list[FoundNumber]:
    """Numbers with a decimal separator, a group separator or a size word, in order.

    `2,5` and `2.5` are 2.5; `2,5 Millionen`, `2.5 million` and `250万` are 2500000;
    `1.234,5` is 1234.5. An ambiguous number is found once for each value: `1.234 Mio`
    as 1234000000 and as 1234000. `1.234` is found once, as 1.234, because its other
    value is its digits.
    """
    sized = [
        FoundNumber(value, *match.span())
        for match in match_numbers(_SIZED_AMOUNT, text)
        for value in _sized_values(match)
    ]
    starts = {amount.start for amount in sized}
    decimals = [amount for amount in _find_decimals(text) if amount.start not in starts]
    return sorted([*sized, *decimals], key=lambda amount: amount.start)


def _find_decimals(text: str) -> Iterator[FoundNumber]:
    """Numbers with a separator, without those that `find_grouped_numbers` finds."""
    grouped = set(find_grouped_numbers(text))
    for match in match_numbers(_DECIMAL_AMOUNT, text):
        if not match.group().isdecimal():
            values = map(_format_decimal, _possible_values(match.group()))
            for value in filter(None, dict.fromkeys(values)):
                amount = FoundNumber(value, *match.span())
                if amount not in grouped:
                    yield amount


def find_sized_amounts(text: str) -> list[FoundNumber]:
    """The amounts with a size word, each once: what a table of numbers shows for
    *2,5 Millionen*.
    """
    return [
        FoundNumber(values[0], *match.span())
        for match in match_numbers(_SIZED_AMOUNT, text)
        if (values := list(_sized_values(match)))
    ]


def _sized_values(match: re.Match[str]) -> Iterator[str]:
    word = (match["latin"] or match["chinese"]).lower()
    power = _POWER_OF_WORD[word]
    more = Decimal(0)
    if match["more"]:
        more = Decimal(match["more"]).scaleb(_POWER_OF_WORD[match["unit"]])
    for value in _possible_values(match["number"]):
        yield from filter(None, [_format_decimal(value.scaleb(power) + more)])
        if word == "billion" and value == 1:
            yield _format_decimal(value.scaleb(_GERMAN_BILLION))


def _possible_values(printed: str) -> Iterator[Decimal]:
    """The value of a number, or two: one separator before three digits may group them
    or begin a fraction.
    """
    digits = re.sub(r"\D", "", printed)
    if len(digits) > MAX_DIGITS:
        return
    separators = re.findall(r"\D", printed)
    last = separators[-1] if separators else ""
    may_have_fraction = (
        last in (".", ",") and separators.count(last) == 1 and len(set(separators)) <= 2
    )
    if not may_have_fraction or _AMBIGUOUS_NUMBER.fullmatch(printed):
        yield Decimal(digits)
    if may_have_fraction:
        whole, _separator, fraction = _DECIMAL_SEPARATOR.sub("|", printed).partition(
            "|"
        )
        yield Decimal(re.sub(r"\D", "", whole) + "." + fraction)


def _format_decimal(value: Decimal) -> str:
    """Digits with a point before a fraction, without trailing zeros."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if len(text) <= MAX_DIGITS else ""
