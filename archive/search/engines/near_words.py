"""Words of an index that are spelt almost alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .open_snapshots import IndexSnapshot

SPELLING_FIELDS = ("labels", "exact")  # fields whose words are words as written
MOST_EDITS, MOST_NEAR_WORDS = 2, 6


def find_near_words(snapshot: IndexSnapshot, term: str) -> list[str]:
    """The nearest words that begin with the same letter.

    None where `term` is a word of the index. Costs a look at each word that begins so.
    """
    if not term:
        return []
    if any(snapshot.count_documents_with(field, term) for field in SPELLING_FIELDS):
        return []
    first = term[0]
    words = (w for field in SPELLING_FIELDS for w in snapshot.iter_words(field, first))
    return rank_by_edit_distance(term, words)


def rank_by_edit_distance(term: str, words: Iterable[tuple[str, int]]) -> list[str]:
    """Of words with how many documents say them, those at most `MOST_EDITS` letters
    away, at most `MOST_NEAR_WORDS`: the nearest first, the commoner first among
    equals."""
    frequencies = Counter[str]()
    for word, documents in words:
        if abs(len(word) - len(term)) <= MOST_EDITS:
            frequencies[word] += documents
    near = [
        (edits, -documents, word)
        for word, documents in frequencies.items()
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
        for j, facing in enumerate(other, 1):
            substitution = last[j - 1] + (letter != facing)
            cost = min(last[j] + 1, row[-1] + 1, substitution)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before = last
        if min(row) > MOST_EDITS:
            return MOST_EDITS + 1
    return row[-1]
