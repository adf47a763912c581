"""Words of the index that are spelt almost alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .snapshot import Snapshot

SPELT = ("labels", "exact")  # fields whose words are words as written
MOST_EDITS, MOST = 2, 6


def similar(snapshot: Snapshot, term: str) -> list[str]:
    """The nearest words, at most `MOST`, the commoner first among equals.

    They begin with the same letter. None where `term` is a word of the index. Costs a
    look at each word that begins so.
    """
    if any(snapshot.documents_with(field, term) for field in SPELT) or not term:
        return []
    found = Counter[str]()
    for field in SPELT:
        for word, documents in _beginning(snapshot, field, term[0]):
            found[word] += documents
    near = [
        (edits, -documents, word)
        for word, documents in found.items()
        if abs(len(word) - len(term)) <= MOST_EDITS
        and (edits := _edits(term, word)) <= MOST_EDITS
    ]
    return [word for _edits, _documents, word in sorted(near)[:MOST]]


def _beginning(
    snapshot: Snapshot, field: str, letter: str
) -> Iterator[tuple[str, int]]:
    for part in snapshot.parts:
        yield from part.segment.words(field, letter)


def _edits(one: str, other: str) -> int:
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
