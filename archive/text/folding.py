"""One form for many spellings, the same in index and query."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

_TO_SIMPLIFIED = OpenCC("t2s")
_SPELLED_UMLAUT = re.compile(r"(?<![aeq])([aou])e(?=[a-z])")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻ`´＇", "'"))


def fold_text(text: str) -> str:
    """NFKC, lower case with ß as ss, no diacritics, Traditional as Simplified.

    `ü` becomes `u`; for the spelling `ue`, see `fold_german`.
    """
    if text.isascii():
        return text.lower()
    return _fold_cached(text) if len(text) <= 64 else _fold_cached.__wrapped__(text)


def fold_capitals(text: str) -> str:
    """NFKC and lower case, with diacritics, ß and Chinese scripts as written."""
    if text.isascii():
        return text.lower()
    lower = unicodedata.normalize("NFKC", text).lower().translate(_APOSTROPHES)
    return unicodedata.normalize("NFC", lower)


def fold_german(word: str) -> str:
    """Folded, with ae, oe and ue as the umlauts that they spell."""
    return _SPELLED_UMLAUT.sub(r"\1", fold_text(word))


@lru_cache(maxsize=100_000)
def _fold_cached(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    folded = "".join(
        c for c in unicodedata.normalize("NFD", folded) if not _is_combining_mark(c)
    )
    folded = unicodedata.normalize("NFC", folded)
    return str(_TO_SIMPLIFIED.convert(folded)) if _has_chinese(folded) else folded


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
