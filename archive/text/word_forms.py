"""Where words begin and end, and words without what typography put inside them.

The one door of texts into index, queries, marks and the check of quotations. A word is
given back clean, with its start and end in the text as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain

from .folding import INVISIBLE, INVISIBLE_IN_BMP, JOINERS, strip_invisible

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
LINE_BREAK = "\u00ad"  # stays in a word that a hyphen divided at the end of a line
# In these scripts a zero-width space parts words, as a space does in others.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf"
# In these scripts a joiner between two letters belongs to the spelling (UAX #31, 2.3).
_JOINING = "\u0600-\u07ff\u08a0-\u0fff\u1780-\u18ff"
# Letters as PDF files hold them: Chinese radicals, Arabic letters by their shape,
# ligatures, letters and digits of full or half width, letters of formulas.
_RADICALS = "\u2e80-\u2fdf"
_COMPATIBLE = (
    f"{_RADICALS}\ufb00-\ufb06\ufb13-\ufdf9\ufe70-\ufefc\uff10-\uff19\uff21-\uff3a"
    "\uff41-\uff5a\uff66-\uffdc"
)
_COMPATIBLE_ABOVE = "[\U0001d400-\U0001d7ff]|[\U0002f800-\U0002fa1f]"
# Radicals that have no compatibility form (Unicode, EquivalentUnifiedIdeograph.txt).
_RADICAL_CHARACTERS = str.maketrans(
    "⺟⺠⺫⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
    "母民目虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
)
_LATIN_BLOCK = range(0x0300, 0x0370)
_OTHER_BLOCKS = (  # the marks of all living scripts (categories Mn, Mc, Me)
    range(0x0370, 0x2100),
    range(0xA66F, 0xABEE),
    range(0xFE20, 0xFE30),
)


def _find_marks(*blocks: range) -> str:
    """The inside of a character class of all combining marks but invisible ones, as
    ranges: Python would compile a class of a thousand letters for a tenth of a second
    at each start."""
    invisible = re.compile(INVISIBLE)
    ranges: list[list[str]] = []
    for place in chain.from_iterable(blocks):
        letter = chr(place)
        if unicodedata.category(letter)[0] != "M" or invisible.match(letter):
            continue
        if ranges and ord(ranges[-1][-1]) == place - 1:
            ranges[-1][1:] = [letter]
        else:
            ranges.append([letter])
    return "".join("-".join(ends) for ends in ranges)


_OTHER_MARKS = _find_marks(*_OTHER_BLOCKS)
_MARKS = _find_marks(_LATIN_BLOCK) + _OTHER_MARKS
_LATIN_MARKS = "\u0300-\u036f"
_LETTER = rf"[^\W_{HAN}]"
# A letter may be two characters, with its accent second (NFD).
_PLAIN = rf"{_LETTER}+(?:[{_LATIN_MARKS}]+{_LETTER}*)*"
_PLAIN_WORD = re.compile(rf"[{HAN}]+|{_PLAIN}(?:['’ʼ]{_PLAIN})*")

# Which texts need more than that.
_RARE = f"{INVISIBLE_IN_BMP}{JOINERS}{_COMPATIBLE}{_OTHER_MARKS}"
_RARE_OR_HAN = re.compile(f"[{_RARE}{HAN}]")
_RARE_CHARACTER = re.compile(f"[{_RARE}]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_HAN_GAP = r"(?:[ \t\u00a0\u3000]|[ \t]*\r?\n[ \t]*)"  # one space, or the end of a line
_HAN_SPACE = re.compile(r"(?<!\s)[ \t\u00a0\u3000](?!\s)")
_SPACED_HAN = re.compile(rf"(?<=[{HAN}]){_HAN_GAP}(?=[{HAN}{_RADICALS}])")
_DOTTED_END = re.compile(r"\.[A-ZÄÖÜА-ЯЁ](?![^\W\d_])")
_LINE_END = re.compile(r"[-‐\u00ad][ \t]*\r?\n")
_GENDERED_ENDS = (":in", "*in", "_in", "·in", "•in", "/in", "/-in", "(in)", "(innen)")

_INNER = (
    rf"(?:(?<![{_UNSPACED}])\u200b|(?!\u200b){INVISIBLE}|"
    rf"(?<![{_JOINING}{_MARKS}])[{JOINERS}])+(?={_LETTER}|[{_MARKS}])|"
    rf"(?<=[{_JOINING}{_MARKS}])[{JOINERS}]+(?={_LETTER})"
)
_CAREFUL = rf"{_LETTER}+(?:(?:[{_MARKS}]|{_INNER})+{_LETTER}*)*"
_SMALL = r"[a-zäöüßà-öø-ÿа-яё]"
_CAPITAL = r"[A-ZÄÖÜА-ЯЁ]"
_HAN_OR_RADICAL = rf"[{HAN}{_RADICALS}]"
_GENDER_SIGN = r"(?:[:*_·•]|/-?)"
_CAREFUL_WORD = re.compile(
    rf"(?P<han>{_HAN_OR_RADICAL}+(?:(?:(?:{INVISIBLE}|[{JOINERS}])+|{_HAN_GAP})"
    rf"{_HAN_OR_RADICAL}+)*)"
    rf"|(?P<dotted>(?<![\w.]){_CAPITAL}(?:\.{_CAPITAL}){{1,5}}\b(?!\.\w)\.?)"
    rf"|(?P<gendered>(?={_CAPITAL}){_CAREFUL}"
    rf"(?:{_GENDER_SIGN}in(?:nen{_SMALL}*)?(?!\w)|\(in(?:nen)?\)))"
    rf"|(?P<divided>{_CAREFUL}(?<={_SMALL})[-‐\u00ad][ \t]*\r?\n[ \t]*"
    rf"(?={_SMALL}){_CAREFUL})"
    rf"|{_CAREFUL}(?:['’ʼ]{_CAREFUL})*"
)
_SPACED_HAN_WORD = re.compile(
    rf"(?P<han>[{HAN}]+(?:{_HAN_GAP}[{HAN}]+)*)|{_PLAIN}(?:['’ʼ]{_PLAIN})*"
)
_WHOLLY_HAN = re.compile(f"[{HAN}]+")
_NOT_HAN = re.compile(rf"(?!{_HAN_OR_RADICAL}).", re.DOTALL)
_GENDER_SIGNS = re.compile(rf"{_GENDER_SIGN}in|\(in")
_DIVISION = re.compile(r"[-‐\u00ad][ \t]*\r?\n[ \t]*")
_COMPATIBLE_RUN = re.compile(rf"[{_COMPATIBLE}{_MARKS}]+|(?:{_COMPATIBLE_ABOVE})+")
_FOREIGN_JOINERS = re.compile(rf"(?<![{_JOINING}{_MARKS}])[{JOINERS}]+")
_SPACED_INITIALS = re.compile(rf"\b(?:{_CAPITAL}\. )+{_CAPITAL}\.(?!\w)")


def locate_words(text: str) -> list[tuple[str, int, int]]:
    """(word, start, end) in order; unbroken Chinese text is one word.

    A word is without invisible characters and in its compatibility form (NFKC), a
    dotted abbreviation without its dots (*U.S.* → *US*), a German form of both genders
    with a capital I (*Bürger:innen* → *BürgerInnen*).
    """
    pattern = _choose_pattern(text)
    if pattern is _PLAIN_WORD:
        return [(match.group(), *match.span()) for match in pattern.finditer(text)]
    return [
        (word, start, end)
        for match in pattern.finditer(text)
        for start, end in _find_parts(match)
        if (word := _clean_word(text[start:end], match.lastgroup))
    ]


def list_words(text: str) -> list[str]:
    """The words of `locate_words`, which is slower."""
    pattern = _choose_pattern(text)
    if pattern is _PLAIN_WORD:
        return pattern.findall(text)
    return [word for word, _start, _end in locate_words(text)]


def find_han_offsets(text: str, start: int, end: int) -> list[int]:
    """Where each character of a Chinese word of `locate_words` is in the text."""
    return [
        place for place in range(start, end) if not _NOT_HAN.match(text, place, end)
    ]


def clean_words(text: str) -> str:
    """The text with its words as `locate_words` gives them; Chinese text as it is."""
    text = _SPACED_INITIALS.sub(lambda match: match[0].replace(" ", ""), text)
    if _choose_pattern(text) is not _CAREFUL_WORD:
        return text
    return _CAREFUL_WORD.sub(
        lambda match: (
            match[0]
            if match.lastgroup == "han"
            else _clean_word(match[0], match.lastgroup)
        ),
        strip_invisible(text),
    )


def _choose_pattern(text: str) -> re.Pattern[str]:
    """The quickest pattern that finds all words of a text."""
    if _has_joined_word(text):
        return _CAREFUL_WORD
    if text.isascii():
        return _PLAIN_WORD
    if _ASTRAL.search(text):
        return _CAREFUL_WORD
    first = _RARE_OR_HAN.search(text)
    if first is None:
        return _PLAIN_WORD
    if _RARE_CHARACTER.search(text, first.start()):
        return _CAREFUL_WORD
    is_spaced = _SPACED_HAN.search(text, first.start())
    return _SPACED_HAN_WORD if is_spaced else _PLAIN_WORD


def _has_joined_word(text: str) -> bool:
    """Whether signs that part words elsewhere may stand inside one."""
    return bool(
        ("." in text and _DOTTED_END.search(text))
        or ("\n" in text and _LINE_END.search(text))
        or any(end in text for end in _GENDERED_ENDS)
    )


def _find_parts(match: re.Match[str]) -> list[tuple[int, int]]:
    """The whole, or the stretches between spaces of Chinese text that an author parted
    (新疆 文件). A scanner leaves single characters (新 疆)."""
    text, start = match.group(), match.start()
    if match.lastgroup != "han" or not (
        gaps := [gap.span() for gap in _HAN_SPACE.finditer(text)]
    ):
        return [match.span()]
    starts = [0, *(end for _begin, end in gaps)]
    ends = [*(begin for begin, _end in gaps), len(text)]
    parts = list(zip(starts, ends, strict=True))
    if any(end - begin == 1 for begin, end in parts):
        return [match.span()]
    return [(start + begin, start + end) for begin, end in parts]


def _clean_word(word: str, kind: str | None) -> str:
    if kind == "dotted":
        return word.replace(".", "")
    if (kind is None and word.isascii()) or _WHOLLY_HAN.fullmatch(word):
        return word
    if kind == "divided":
        head, tail = _DIVISION.split(word, maxsplit=1)
        return f"{_clean_word(head, None)}{LINE_BREAK}{_clean_word(tail, None)}"
    if kind == "gendered":
        word = _GENDER_SIGNS.sub("In", word).rstrip(")")
    word = strip_invisible(word)
    word = _FOREIGN_JOINERS.sub("", word)
    if kind == "han":
        word = _NOT_HAN.sub("", word).translate(_RADICAL_CHARACTERS)
    return _COMPATIBLE_RUN.sub(
        lambda match: unicodedata.normalize("NFKC", match[0]), word
    )
