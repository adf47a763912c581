"""Words that are spelt almost alike, for every engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

SPELLING_FIELDS = ("labels", "exact")  # fields whose words are words as written
MOST_EDITS, MOST_NEAR_WORDS = 2, 6


def rank_by_edit_distance(term: str, words: Iterable[tuple[str, int]]) -> list[str]:
    """Of words with how many documents say them, those at most `MOST_EDITS` letters
    away, at most `MOST_NEAR_WORDS`: the nearest first, the commoner first among
    equals."""
    found = Counter[str]()
    for word, documents in words:
        if abs(len(word) - len(term)) <= MOST_EDITS:
            found[word] += documents
    near = [
        (edits, -documents, word)
        for word, documents in found.items()
        if (edits := _edit_distance(term, word)) <= MOST_EDITS
    ]
    return [word for _edits, _documents, word in sorted(near)[:MOST_NEAR_WORDS]]


def _edit_distance(one: str, other: str) -> int:
    """The Damerau-Levenshtein distance; more than `MOST_EDITS` may be told short."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before_last = row, before
        row = [i]
        for j, also in enumerate(other, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != also))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == also:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before = last
        if min(row) > MOST_EDITS:
            return MOST_EDITS + 1
    return row[-1]
