"""The words of a text one after the other, and those in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.text.folding import fold_text

WEIGHT_OF_HAN = 0.5
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
_TOKEN = re.compile(
    rf"[{_HAN}]|(?:(?![{_HAN}])[^\W_])+(?:['’\-](?:(?![{_HAN}])[^\W_])+)*"
)
_HAN_TOKEN = re.compile(f"[{_HAN}]")
# Words in quotation marks are somebody's, and the marks say so.
QUOTED = re.compile(
    "“[^“”]{0,2000}”|„[^„“”]{0,2000}[“”]|«[^«»]{0,2000}»|»[^«»]{0,2000}«|‹[^‹›]{0,2000}›"
    '|「[^「」]{0,2000}」|『[^『』]{0,2000}』|《[^《》]{0,200}》|"[^"]{0,2000}"'
)


@dataclass(frozen=True)
class RunningWord:
    """A word, or a character of Chinese, with its place in the text."""

    folded: str
    begins: int
    ends: int

    @property
    def weight(self) -> float:
        """In words: a Chinese word has two characters on average."""
        return WEIGHT_OF_HAN if _HAN_TOKEN.match(self.folded) else 1.0


def read_running_words(text: str, begins: int = 0) -> list[RunningWord]:
    """The words, without capitals, accents, Chinese scripts, signs and line breaks;
    places are counted from `begins`."""
    return [
        RunningWord(fold_text(found[0]), begins + found.start(), begins + found.end())
        for found in _TOKEN.finditer(text)
    ]
