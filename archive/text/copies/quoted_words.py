"""Quotations of a text that its originals don't have word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .running_words import QUOTED, RunningWord, read_running_words

LEAST_WORDS = 3.0  # of a quotation: fewer are a name, a title, or a word at a distance
LEAST_SHARE = 0.6  # of its words, in the stretch of the original that is shown
MOST_EXTRA_WORDS = 3  # at either end of that stretch
MOST_QUOTATIONS = 200
# What is left out of a quotation, or added to it, says so.
_CHANGE = re.compile(r"\[[^\[\]]{0,200}\]|\([.…]{1,6}\)|［[^［］]{0,200}］|…+|\.{3,}")
_TITLE = re.compile("《.*》", re.DOTALL)


@dataclass(frozen=True)
class AlteredQuotation:
    """A quotation, and what an original has that is most like it; "" where none has
    anything like it."""

    text: str
    original: str


def find_altered_quotations(
    text: str, originals: Iterable[str]
) -> list[AlteredQuotation]:
    """The quotations of three words and more whose words stand in none of the
    originals in this order, in the order of the text.

    Capitals, accents, Chinese scripts, signs and line breaks make no difference. Of a
    quotation with `[…]` or `[the city]`, each part between is looked for.
    """
    sought = dict.fromkeys(_list_quotations(text))
    nearest: dict[str, tuple[float, str]] = dict.fromkeys(sought, (0.0, ""))
    for original in originals:
        if not nearest:
            break
        page = _Original(original)
        for quoted in list(nearest):
            parts = [read_running_words(part) for part in _CHANGE.split(quoted)]
            share, stretch = page.find_parts([p for p in parts if p])
            if share == 1:
                del nearest[quoted]
            else:
                nearest[quoted] = max(nearest[quoted], (share, stretch))
    return [
        AlteredQuotation(quoted, nearest[quoted][1])
        for quoted in sought
        if quoted in nearest
    ]


def _list_quotations(text: str) -> Iterator[str]:
    found = (match[0] for match in QUOTED.finditer(text) if not _TITLE.match(match[0]))
    number = 0
    for quoted in found:
        words = read_running_words(quoted)
        if sum(word.weight for word in words) >= LEAST_WORDS:
            number += 1
            if number > MOST_QUOTATIONS:
                return
            yield quoted[1:-1].strip()


class _Original:
    """An original, split once and compared with many quotations."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = read_running_words(text)
        self._folded = [word.folded for word in self._words]
        self._joined = " ".join(["", *self._folded, ""])
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self._folded):
            self._places.setdefault(word, []).append(place)

    def find_parts(self, parts: list[list[RunningWord]]) -> tuple[float, str]:
        """The least share of a part's words that a stretch has, and that stretch; 1
        where the original has all parts word for word."""
        least = (1.0, "")
        for part in parts:
            folded = [word.folded for word in part]
            if f" {' '.join(folded)} " not in self._joined:
                least = min(least, self._find_nearest(folded))
        return least

    def _find_nearest(self, words: Sequence[str]) -> tuple[float, str]:
        """The stretch with most of these words at about their places."""
        offsets: Counter[int] = Counter()
        for place, word in enumerate(words):
            for found in self._places.get(word, ()):
                offsets[(found - place) // (MOST_EXTRA_WORDS + 1)] += 1
        if not offsets:
            return 0.0, ""
        begin = offsets.most_common(1)[0][0] * (MOST_EXTRA_WORDS + 1)
        first = max(0, begin - MOST_EXTRA_WORDS)
        theirs = self._folded[first : begin + len(words) + 2 * MOST_EXTRA_WORDS]
        matcher = SequenceMatcher(None, words, theirs, autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        share = sum(block.size for block in blocks) / len(words)
        if share < LEAST_SHARE:
            return 0.0, ""
        begins = self._words[first + blocks[0].b].begins
        ends = self._words[first + blocks[-1].b + blocks[-1].size - 1].ends
        return min(share, 0.99), self._text[begins:ends]
