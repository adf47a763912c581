"""Numbers with a decimal sign or a word for their size: one value in any notation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from .grouped_numbers import FoundNumber, find_grouped_numbers, match_numbers

MAX_DIGITS = 24  # of a value; what is longer is no number that anybody means
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
_LAST_SIGN = re.compile(r"[.,](?=\d+$)")
_ONE_SIGN = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def find_amounts(text: str) -> list[FoundNumber]:
    """Numbers that are more than a row of digits, each with its value: `2,5` and
    `2.5` as 2.5, `2,5 Millionen`, `2.5 million` and `250万` as 2500000, `1.234,5` as
    1234.5. What may mean two values is there twice: `1.234 Mio` as 1234000000 and
    1234000; `1.234` once, as 1.234, for its other value is its digits alone."""
    found: list[FoundNumber] = []
    for match in match_numbers(_SIZED_AMOUNT, text):
        found += (FoundNumber(value, *match.span()) for value in _sized_values(match))
    sized = {figure.start for figure in found}
    figure_of = {
        (figure.start, figure.end): figure.value
        for figure in find_grouped_numbers(text)
    }
    for match in match_numbers(_DECIMAL_AMOUNT, text):
        if match.start() not in sized and not match.group().isdecimal():
            values = dict.fromkeys(
                map(_format_decimal, _possible_values(match.group()))
            )
            found += (
                FoundNumber(value, *match.span())
                for value in values
                if value and value != figure_of.get(match.span())
            )
    return sorted(found, key=lambda figure: figure.start)


def find_sized_amounts(text: str) -> list[FoundNumber]:
    """Only those with a word for their size, each once: what a table of numbers
    shows of *2,5 Millionen*."""
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
    """The number that is meant, or both: a point or comma before three digits groups
    them, or begins a fraction."""
    digits = re.sub(r"\D", "", printed)
    if len(digits) > MAX_DIGITS:
        return
    signs = re.findall(r"\D", printed)
    is_fraction = (
        len(signs) == 1 and signs[0] in ".," and not _ONE_SIGN.fullmatch(printed)
    )
    is_mixed = (
        len(set(signs)) == 2 and signs[-1] in ".," and signs.count(signs[-1]) == 1
    )
    if not is_fraction and not is_mixed:
        yield Decimal(digits)
    if is_fraction or is_mixed or _ONE_SIGN.fullmatch(printed):
        whole, _sign, rest = _LAST_SIGN.sub("|", printed).partition("|")
        yield Decimal(re.sub(r"\D", "", whole) + "." + rest)


def _format_decimal(value: Decimal) -> str:
    """Digits with a point where there is a fraction, without needless zeros."""
    written = format(value, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written if len(written) <= MAX_DIGITS else ""
