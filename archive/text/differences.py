"""What changed between two texts, word by word; in Chinese, by character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MAX_COMPARISONS = (
    4_000_000  # comparisons of words; beyond, the middle is told as replaced
)
_COMPARED_WORD = re.compile(
    r"\d+(?:[.,:'’]\d+)+|"  # a figure is one word: nobody is told that 742 became 724
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+|\s+|."
)


@dataclass(frozen=True)
class DiffPiece:
    """A stretch of text that is the `same` in both, `removed` or `added`."""

    change: str
    text: str


def compare_texts(old: str, new: str) -> tuple[DiffPiece, ...]:
    """The pieces of both texts in order: without the added ones they are `old`,
    without the removed ones `new`. Whole words, spaces and signs are compared."""
    return compare_sequences(_COMPARED_WORD.findall(old), _COMPARED_WORD.findall(new))


def compare_sequences(old: Sequence[str], new: Sequence[str]) -> tuple[DiffPiece, ...]:
    """The same of sequences whose items stay whole, such as names in a list."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    found = [DiffPiece("same", "".join(old[:start])), *_compare_middle(before, after)]
    found.append(DiffPiece("same", "".join(old[len(old) - end :])))
    return tuple(piece for piece in found if piece.text)


def _compare_middle(old: Sequence[str], new: Sequence[str]) -> list[DiffPiece]:
    if len(old) * len(new) > MAX_COMPARISONS:
        return [DiffPiece("removed", "".join(old)), DiffPiece("added", "".join(new))]
    found = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for change, a, b, c, d in matcher.get_opcodes():
        if change == "equal":
            found.append(DiffPiece("same", "".join(old[a:b])))
        else:
            found += [
                DiffPiece("removed", "".join(old[a:b])),
                DiffPiece("added", "".join(new[c:d])),
            ]
    return found
