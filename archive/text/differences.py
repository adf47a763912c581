"""What changed between two texts, word by word; in Chinese, by character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MAX_COMPARISONS = 4_000_000  # of words; beyond, the whole middle counts as replaced
_COMPARED_WORD = re.compile(
    r"\d+(?:[.,:'’]\d+)+|"  # a number is one word: 742 → 724 is shown whole
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+|\s+|."
)


@dataclass(frozen=True)
class DiffPiece:
    """A stretch of text that is the `same` in both texts, `removed` or `added`."""

    change: str
    text: str


def compare_texts(old: str, new: str) -> tuple[DiffPiece, ...]:
    """The pieces of both texts in order, compared by whole words, spaces and signs.

    Without the added pieces they are `old`, without the removed ones `new`.
    """
    return compare_sequences(_COMPARED_WORD.findall(old), _COMPARED_WORD.findall(new))


def compare_sequences(old: Sequence[str], new: Sequence[str]) -> tuple[DiffPiece, ...]:
    """The same for sequences whose items stay whole, such as names in a list."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    pieces = [DiffPiece("same", "".join(old[:start])), *_compare_middle(before, after)]
    pieces.append(DiffPiece("same", "".join(old[len(old) - end :])))
    return tuple(piece for piece in pieces if piece.text)


def _compare_middle(old: Sequence[str], new: Sequence[str]) -> list[DiffPiece]:
    if len(old) * len(new) > MAX_COMPARISONS:
        return [DiffPiece("removed", "".join(old)), DiffPiece("added", "".join(new))]
    pieces = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for change, a, b, c, d in matcher.get_opcodes():
        if change == "equal":
            pieces.append(DiffPiece("same", "".join(old[a:b])))
        else:
            pieces += [
                DiffPiece("removed", "".join(old[a:b])),
                DiffPiece("added", "".join(new[c:d])),
            ]
    return pieces
