"""The order in which readers of a language expect names of tags and regions."""

from __future__ import annotations

from functools import lru_cache

from .folding import fold_text
from .names import find_commonest_sound

# ISO 3166-2 codes of China's provinces in the order of GB/T 2260.
_GB_2260_PROVINCES = (
    "BJ TJ HE SX NM LN JL HL SH JS ZJ AH FJ JX SD HA HB HN GD GX HI CQ SC GZ YN XZ "
    "SN GS QH NX XJ"
).split()
# Names in which a character is not read as it is most often.
_OTHER_READINGS = {
    "重庆": "崇庆",
    "长": "常",
    "厦门": "下门",
    "六安": "录安",
    "蚌埠": "棒布",
    "乐山": "勒山",
    "台州": "胎州",
    "丽水": "离水",
}
_HAN_FIRST = b"\xff"  # after all Latin letters


@lru_cache(maxsize=4_096)
def collation_key(text: str, language: str) -> tuple[bytes, str]:
    """A sort key for names on a page in `language`, a BCP 47 tag in any case.

    In German and English letters sort without their marks (Ü as U), in any case; in
    Chinese by pinyin, after names in Latin letters. Equal names sort by code point.
    """
    folded = fold_text(text)
    if not language.lower().startswith("zh"):
        return folded.encode(), text
    for name, sound in _OTHER_READINGS.items():
        folded = folded.replace(name, sound)
    return b"".join(map(_build_character_key, folded)), text


@lru_cache(maxsize=8_192)
def _build_character_key(character: str) -> bytes:
    """A character by its sound, then as in GB 2312, whose frequent characters stand by
    tone and strokes; others as they are."""
    sound = find_commonest_sound(character)
    code = character.encode("gb18030", "replace")
    if not sound and character.isascii():
        return code
    return _HAN_FIRST + sound.encode() + b" " + code


def region_collation_key(code: str, name: str, language: str) -> tuple[bytes, str]:
    """A sort key for regions beside one another, by the code of each and its name.

    In Chinese, China's provinces, prefectures and counties sort as in GB/T 2260 (北京,
    天津, 河北 …), the order of Chinese handbooks; all other regions sort by name.
    """
    country, _dash, part = code.partition("-")
    if country != "CN" or not part or not language.lower().startswith("zh"):
        return collation_key(name, language)
    if part in _GB_2260_PROVINCES:
        return f"CN{_GB_2260_PROVINCES.index(part):02}".encode(), code
    return code.encode(), code
