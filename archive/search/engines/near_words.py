"""Words of an index that are spelt almost alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from archive.text.folding import fold_text
from archive.text.languages import is_stop_word

from .document_fields import WRITTEN_MARK
from .open_snapshots import IndexSnapshot

FOLDED_FIELDS = ("labels", "exact")  # where a word is looked up
SPELLING_FIELDS = (("written", ""), ("labels", WRITTEN_MARK))  # and marks of words
MOST_EDITS, MOST_NEAR_WORDS = 2, 6
SHORT_WORD = 5  # letters; a word of so many is near within one letter
LETTERS_WITH_MARKS = {"a": "äáàâ", "e": "éèê", "i": "íìî", "o": "öóòô", "u": "üúùû"}


def find_near_words(snapshot: IndexSnapshot, term: str) -> list[str]:
    """The nearest words, as they are written, that begin with the letter of a folded
    one; no stop words.

    None where `term` is a word of the index. Costs a look at each word that begins so.
    """
    if not term:
        return []
    if any(snapshot.count_documents_with(field, term) for field in FOLDED_FIELDS):
        return []
    return rank_by_edit_distance(term, _iter_words_beginning(snapshot, term[0]))


def _iter_words_beginning(
    snapshot: IndexSnapshot, letter: str
) -> Iterator[tuple[str, int]]:
    """The words as written that begin with a letter, with marks or without."""
    for first in (letter, *LETTERS_WITH_MARKS.get(letter, "")):
        for field, mark in SPELLING_FIELDS:
            for word, documents in snapshot.iter_words(field, mark + first):
                yield word.removeprefix(mark), documents


def rank_by_edit_distance(term: str, words: Iterable[tuple[str, int]]) -> list[str]:
    """Of words with how many documents say them, those at most `MOST_EDITS` letters
    away from a folded term, one from a short one, and at most `MOST_NEAR_WORDS`: the
    nearest first, the commoner first among equals."""
    most = MOST_EDITS if len(term) > SHORT_WORD else 1
    frequencies = Counter[str]()
    for word, documents in words:
        if abs(len(word) - len(term)) <= MOST_EDITS:
            frequencies[word] += documents
    near = [
        (edits, -documents, word)
        for word, documents in frequencies.items()
        if (edits := _edit_distance(term, fold_text(word))) <= most
        and not is_stop_word(word)
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
