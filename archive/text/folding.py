"""One form for many spellings, the same in index and query."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

_TO_SIMPLIFIED = OpenCC("t2s")
_SPELLED_UMLAUT = re.compile(r"(?<![aeq])([aou])e(?=[a-z])")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻ`´＇", "'"))
# Default-ignorable format characters (UAX #44) as a pattern, without the two joiners,
# which some scripts need. `re` is quick with classes only below U+10000.
INVISIBLE_IN_BMP = (
    "\u00ad\u034f\u061c\u180b-\u180d\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
INVISIBLE = f"(?:[{INVISIBLE_IN_BMP}]|[\U000e0001-\U000e01ef])"
JOINERS = "\u200c\u200d"
_INVISIBLE = re.compile(f"{INVISIBLE}+")
# Vowel signs of Arabic and Hebrew, which most texts leave out, signs of recitation,
# and the stroke that only widens a word; not the hamza, which makes another letter.
_VOWEL_SIGNS = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
    "\u06e7\u06e8\u06ea-\u06ed\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]+"
)
# Letters that Unicode doesn't take apart, as people type them without; and those of
# Arabic that Persian and Urdu write otherwise, or that end words in haste. Uyghur has
# none of these: its ى and ي, ە and ھ are letters of their own.
_LETTERS_AS_TYPED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ŀ": "l"}
    | {"æ": "ae", "œ": "oe", "þ": "th", "ک": "ك", "ی": "ي", "ہ": "ه", "ة": "ه"}
)
_ZEROS_OF_SCRIPTS = (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xF20, 0x1040, 0x17E0, 0x1810)
_DIGITS_OF_SCRIPTS = {
    zero + digit: str(digit) for zero in _ZEROS_OF_SCRIPTS for digit in range(10)
}


def fold_text(text: str) -> str:
    """NFKC, lower case with ß as ss, no diacritics, Traditional as Simplified; without
    invisible characters and Arabic or Hebrew vowel signs, digits of any script as 0–9,
    ł as l, Persian letters as those of Arabic.

    `ü` becomes `u`; for the spelling `ue`, see `fold_german`.
    """
    if text.isascii():
        return text.lower()
    return _fold_cached(text) if len(text) <= 64 else _fold_cached.__wrapped__(text)


def fold_capitals(text: str) -> str:
    """NFKC and lower case, with diacritics, ß and Chinese scripts as written."""
    if text.isascii():
        return text.lower()
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    lower = visible.lower().translate(_APOSTROPHES)
    return unicodedata.normalize("NFC", lower)


def strip_invisible(text: str) -> str:
    """Without soft hyphens, zero-width spaces, direction marks and the like."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def fold_german(word: str) -> str:
    """Folded, with ae, oe and ue as the umlauts that they spell."""
    return _SPELLED_UMLAUT.sub(r"\1", fold_text(word))


@lru_cache(maxsize=100_000)
def _fold_cached(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    folded = "".join(
        c for c in unicodedata.normalize("NFD", folded) if not _is_combining_mark(c)
    )
    folded = unicodedata.normalize("NFC", _strip_unread(folded))
    return str(_TO_SIMPLIFIED.convert(folded)) if _has_chinese(folded) else folded


def _strip_unread(text: str) -> str:
    """Without what a reader neither sees nor types."""
    text = _VOWEL_SIGNS.sub("", _INVISIBLE.sub("", text))
    return text.translate(_DIGITS_OF_SCRIPTS).translate(_LETTERS_AS_TYPED)


def is_traditional_chinese(text: str) -> bool:
    """Whether a tenth of the Chinese characters or more are Traditional ones."""
    han = [c for c in text if _has_chinese(c)]
    simple = str(_TO_SIMPLIFIED.convert("".join(han)))
    other = sum(a != b for a, b in zip(han, simple, strict=False))
    return other * 10 >= len(han) > 0


def _is_combining_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn" and character < "\u0590"


def _has_chinese(text: str) -> bool:
    return any("\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" for c in text)
