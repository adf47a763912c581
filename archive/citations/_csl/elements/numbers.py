"""Numbers and pages: ordinals, roman numerals, and how ranges are shortened."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..style.locale import CslLocale

# See *Number Variables* in CSL 1.0.2; a hyphen between two numbers is a dash there.
NUMBER_VARIABLES = frozenset(
    "chapter-number citation-number collection-number edition issue locator number "
    "number-of-pages number-of-volumes page page-first part-number printing-number "
    "section supplement-number version volume".split()
)
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LONGEST_ROMAN = 5000
_NUMBER = re.compile(r"[^\W\d_]{0,2}\d+[^\W\d_]{0,2}")


def write_number(text: str, form: str, variable: str, locale: CslLocale) -> str:
    """A number in a form: numeric, ordinal, long-ordinal, roman. Other texts stay."""
    pieces = re.split(r"(\s*[-–—,&]\s*)", text.strip())
    if not text or not all(_NUMBER.fullmatch(piece) for piece in pieces[::2]):
        return text
    written = ""
    for n, piece in enumerate(pieces):
        if n % 2:
            dash = locale.term("page-range-delimiter") or "–"
            written += {"&": " & ", ",": ", "}.get(piece.strip(), dash)
        elif piece.isdigit():
            written += _write_number(int(piece), form, variable, locale)
        else:
            written += piece
    return written


def _write_number(number: int, form: str, variable: str, locale: CslLocale) -> str:
    if form == "roman" and 0 < number < _LONGEST_ROMAN:
        return write_roman(number)
    word = locale.term(f"long-ordinal-{number:02d}")
    if form == "long-ordinal" and word:
        return word
    if form in ("ordinal", "long-ordinal"):
        return f"{number}{locale.ordinal_suffix(number, variable)}"
    return str(number)


def write_roman(number: int) -> str:
    """A number in small roman numerals."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text


_RANGE = re.compile(
    r"(?<![\w-])([^\W\d_]*)(\d+)\s*(?:-+|–|—)\s*([^\W\d_]*)(\d+)(?![\w-])"
)
_ROMAN_RANGE = re.compile(r"(?<![\w-])([ivxlcdm]+)\s*(?:-+|–)\s*([ivxlcdm]+)(?![\w-])")
_LOOSE_HYPHEN = re.compile(r"(?<=\w) *[-–] *(?=\w)")


def format_pages(text: str, form: str, locale: CslLocale) -> str:
    """Pages with dashes, and ranges as `page-range-format` shortens them.

    See *Appendix V - Page Range Formats* of CSL 1.0.2. Numbers with different letters
    in front are no range: `110-N6`.
    """
    dash = locale.term("page-range-delimiter") or "–"

    def write_range(match: re.Match[str]) -> str:
        first_letters, first, last_letters, last = match.groups()
        if first_letters != last_letters:
            return f"{first_letters}{first}-{last_letters}{last}"
        if not form:
            return f"{first_letters}{first}{dash}{last_letters}{last}"
        shortened = _shorten_last(first, last, form)
        keeps_letters = form == "expanded" or len(shortened) >= len(first)
        letters = last_letters if keeps_letters else ""
        return f"{first_letters}{first}{dash}{letters}{shortened}"

    if not re.search(r"[-–—]", text):
        return text
    pieces = re.split(r"(\s*[,;&]\s*)", text)
    return "".join(
        piece if n % 2 else _format_range(piece, write_range, dash)
        for n, piece in enumerate(pieces)
    )


def _format_range(
    piece: str, write_range: Callable[[re.Match[str]], str], dash: str
) -> str:
    if match := _RANGE.fullmatch(piece.strip()):
        return piece.replace(piece.strip(), write_range(match))
    if _ROMAN_RANGE.fullmatch(piece.strip()):
        return _LOOSE_HYPHEN.sub(dash, piece)
    found = _RANGE.search(piece)
    if found and " " in piece.strip() and not re.search(r"\s[-–]|[-–]\s", piece):
        return _RANGE.sub(write_range, piece)
    return _LOOSE_HYPHEN.sub("-", piece)


def _shorten_last(first: str, last: str, form: str) -> str:
    """The last number of a range as a format writes it."""
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if form == "expanded" or len(first) != len(last):
        return last
    if form.startswith("chicago"):
        return _shorten_chicago(int(first), last)
    if int(first) >= int(last):
        return last
    least = 2 if form == "minimal-two" else 1
    shared = 0
    while shared < len(last) - least and first[shared] == last[shared]:
        shared += 1
    return last[shared:]


def _shorten_chicago(first: int, last: str) -> str:
    """As *The Chicago Manual of Style* writes it: 107–8, 321–25, 13792–803."""
    number = int(last)
    if first > 100 and first % 100 and first // 100 == number // 100:
        return str(number % 100)
    if first >= 10000:
        return str(number % 1000)
    return last
