"""Chinese names as they sound in Mandarin (Hanyu Pinyin), without tones.

A character with two readings has both, so 重庆 is *chongqing* and *zhongqing*; only one
character of a name has its second reading at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from archive.text.folding import fold_text

_SOUNDS_FILE = Path(__file__).with_name("pinyin.txt")  # by fixtures/build_pinyin.py


def list_pinyin(name: str) -> Iterator[str]:
    """The sounds of a name with Chinese characters, *v* for *ü*; other letters stay.
    The first call in a process reads the table, a few milliseconds."""
    readings = _read_sounds()
    sounds = [readings.get(c, (c,)) for c in fold_text(name)]
    first = [some[0] for some in sounds]
    if "".join(first) == fold_text(name):
        return
    yield "".join(first)
    for at, some in enumerate(sounds):
        for other in some[1:]:
            yield "".join([*first[:at], other, *first[at + 1 :]])


def find_commonest_sound(character: str) -> str:
    """How a Chinese character sounds most often, without its tone; "" where it is not
    in GB 2312."""
    return _read_sounds().get(character, ("",))[0]


@cache
def _read_sounds() -> dict[str, tuple[str, ...]]:
    """Character → its sounds, the commonest first."""
    first: dict[str, tuple[str, ...]] = {}
    second: dict[str, tuple[str, ...]] = {}
    for line in _SOUNDS_FILE.read_text(encoding="utf-8").splitlines():
        sound, _space, characters = line.partition(" ")
        commonest, _sign, other = characters.partition("|")
        first |= dict.fromkeys(commonest, (sound,))
        second |= dict.fromkeys(other, (sound,))
    return {c: (*sounds, *second.get(c, ())) for c, sounds in first.items()}
