"""The order of texts: letters before case and accents, numbers by their value."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"\d+")
_MARKUP = re.compile(r"</?[a-z][^>]*>")
_TYPED_MARKS = str.maketrans("‘’“”‐‑–—\u00a0\u202f", "''\"\"----  ")
_LEADING_MARKS = re.compile(r"^[^\w\s]+")


def text_sort_key(text: str) -> tuple[object, ...]:
    """What a text is compared by; empty for an empty text.

    As the first levels of the Unicode Collation Algorithm (UTS 10): spaces, marks,
    digits, letters; then accents, then case. Marks at the beginning are ignored.
    """
    text = _LEADING_MARKS.sub("", _MARKUP.sub("", text).translate(_TYPED_MARKS).strip())
    if not text:
        return ()
    decomposed = unicodedata.normalize("NFD", text.casefold())
    base = "".join(c for c in decomposed if not unicodedata.combining(c))
    padded = _NUMBER.sub(lambda match: match[0].zfill(12), base)
    return (tuple(map(_rank_character, padded)), decomposed, text.swapcase())


def _rank_character(char: str) -> tuple[int, bytes]:
    """Spaces, marks, digits, letters; Chinese characters last, frequent ones by pinyin
    (which is their order in GB 2312)."""
    if char.isspace():
        return 0, b" "
    if not char.isalnum():
        return 1, char.encode()
    if "\u3400" <= char <= "\u9fff":
        return 4, char.encode("gb18030")
    return (2 if char.isdigit() else 3), char.encode()
