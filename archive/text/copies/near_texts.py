"""How much of one text stands in another, word for word and in order."""

from __future__ import annotations

import re

from archive.text.folding import fold_text

SHINGLE_LENGTH = 5  # words; in Chinese and Japanese characters
MIN_SHINGLES = 12  # of a text that can be compared
_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])\w)+"
)

Shingles = frozenset[tuple[str, ...]]


def list_shingles(text: str) -> Shingles:
    """Each run of five words, or characters of Chinese and Japanese, that the text has.

    Capitals, accents, Chinese scripts, signs and line breaks make no difference.
    """
    words = _TOKEN.findall(fold_text(text))
    places = range(len(words) - SHINGLE_LENGTH + 1)
    return frozenset(tuple(words[i : i + SHINGLE_LENGTH]) for i in places)


def measure_overlap(one: Shingles, other: Shingles) -> float:
    """The share of the shorter text that the longer one has too, 0 to 1; 0 where one of
    them is too short to tell."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= MIN_SHINGLES else 0.0
