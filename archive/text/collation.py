"""The order in which readers of a language expect names."""

from __future__ import annotations

from functools import lru_cache

from .folding import fold_text

# GB 2312 sorts its 3,755 most frequent characters by pinyin, the others by radical. Of
# those others, and of characters with a second reading, each that begins or tells apart
# a name here sorts as a frequent character of the same sound.
_SOUNDS_LIKE = str.maketrans("斐瑙汶梵圳亳泸濮漯衢", "匪脑问饭振博卢葡落渠")
_SECOND_READINGS = {"重庆": "崇庆", "长": "常", "厦门": "下门", "六安": "录安"}


@lru_cache(maxsize=4_096)
def collation_key(text: str, language: str) -> tuple[bytes, str]:
    """A sort key for names on a page in `language`, a BCP 47 tag in any case.

    In German and English letters sort without their marks (Ü as U), in any case; in
    Chinese by pinyin, after names in Latin letters. Equal names sort by code point.
    """
    folded = fold_text(text)
    if not language.lower().startswith("zh"):
        return folded.encode(), text
    for name, sound in _SECOND_READINGS.items():
        folded = folded.replace(name, sound)
    return folded.translate(_SOUNDS_LIKE).encode("gb18030", "replace"), text
