"""Numbers with a decimal sign or a word for their size: one value in any notation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from .grouped_numbers import Figure, figures, numbers

MOST_DIGITS = 24  # of a value; what is longer is no number that anybody means
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_APOSTROPHES = "'’‘ʼʻ`´′＇"
_SPACES = "\u00a0\u202f\u2009\u2007 "
_NUMBER = (
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
_POWER = {word: power for power, words in _SIZES.items() for word in words.split()}
_ONE_BILLION = 12  # in German: *1 Billion*
_LATIN = "|".join(sorted(filter(str.isascii, _POWER), key=len, reverse=True))
_CHINESE = "|".join(
    sorted((w for w in _POWER if not w.isascii()), key=len, reverse=True)
)
_BEGIN = rf"(?<![^\W{_HAN}])(?<!\d[.,{_APOSTROPHES}])"
_SIZED = re.compile(
    rf"{_BEGIN}(?P<number>{_NUMBER})(?:"
    rf"[ \u00a0\u202f\u2009-]?(?P<latin>{_LATIN})(?![^\W{_HAN}])|"
    rf"\s?[余多]?(?P<chinese>{_CHINESE})"
    rf"(?:(?P<more>\d{{1,4}}(?:\.\d+)?)[余多]?(?P<unit>万|萬|千))?)",
    re.IGNORECASE,
)
_DECIMAL = re.compile(rf"{_BEGIN}{_NUMBER}(?![^\W{_HAN}]|[.,{_APOSTROPHES}/:-]\d)")
_LAST_SIGN = re.compile(r"[.,](?=\d+$)")
_ONE_SIGN = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def amounts(text: str) -> list[Figure]:
    """Numbers that are more than a row of digits, each with its value: `2,5` and
    `2.5` as 2.5, `2,5 Millionen`, `2.5 million` and `250万` as 2500000, `1.234,5` as
    1234.5. What may mean two values is there twice: `1.234 Mio` as 1234000000 and
    1234000; `1.234` once, as 1.234, for its other value is its digits alone."""
    found: list[Figure] = []
    for match in numbers(_SIZED, text):
        found += (Figure(value, *match.span()) for value in _sized(match))
    sized = {figure.start for figure in found}
    figure_of = {(figure.start, figure.end): figure.value for figure in figures(text)}
    for match in numbers(_DECIMAL, text):
        if match.start() not in sized and not match.group().isdecimal():
            values = dict.fromkeys(map(_plain, _values(match.group())))
            found += (
                Figure(value, *match.span())
                for value in values
                if value and value != figure_of.get(match.span())
            )
    return sorted(found, key=lambda figure: figure.start)


def sized(text: str) -> list[Figure]:
    """Only those with a word for their size, each once: what a table of numbers
    shows of *2,5 Millionen*."""
    return [
        Figure(values[0], *match.span())
        for match in numbers(_SIZED, text)
        if (values := list(_sized(match)))
    ]


def _sized(match: re.Match[str]) -> Iterator[str]:
    word = (match["latin"] or match["chinese"]).lower()
    power = _POWER[word]
    more = Decimal(0)
    if match["more"]:
        more = Decimal(match["more"]).scaleb(_POWER[match["unit"]])
    for value in _values(match["number"]):
        yield from filter(None, [_plain(value.scaleb(power) + more)])
        if word == "billion" and value == 1:
            yield _plain(value.scaleb(_ONE_BILLION))


def _values(printed: str) -> Iterator[Decimal]:
    """The number that is meant, or both: a point or comma before three digits groups
    them, or begins a fraction."""
    digits = re.sub(r"\D", "", printed)
    if len(digits) > MOST_DIGITS:
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


def _plain(value: Decimal) -> str:
    """Digits with a point where there is a fraction, without needless zeros."""
    written = format(value, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written if len(written) <= MOST_DIGITS else ""
