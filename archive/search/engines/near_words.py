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
    Words of deleted documents alone are none.
    """
    if not term:
        return []
    if any(snapshot.count_documents_with(field, term) for field in FOLDED_FIELDS):
        return []
    near = {
        (field, mark, word)
        for field, mark, word in _iter_words_beginning(snapshot, term[0])
        if _count_edits(term, word) is not None
    }
    counted = (
        (word, snapshot.count_documents_with(field, mark + word))
        for field, mark, word in near
    )
    return rank_by_edit_distance(term, (pair for pair in counted if pair[1]))


def _iter_words_beginning(
    snapshot: IndexSnapshot, letter: str
) -> Iterator[tuple[str, str, str]]:
    """Field, mark and word as written of the words that begin with a letter, with marks
    or without."""
    for first in (letter, *LETTERS_WITH_MARKS.get(letter, "")):
        for field, mark in SPELLING_FIELDS:
            for word in snapshot.iter_spellings(field, mark + first):
                yield field, mark, word.removeprefix(mark)


def rank_by_edit_distance(term: str, words: Iterable[tuple[str, int]]) -> list[str]:
    """Of words with how many documents say them, those at most `MOST_EDITS` letters
    away from a folded term, one from a short one, and at most `MOST_NEAR_WORDS`: the
    nearest first, the commoner first among equals."""
    frequencies = Counter[str]()
    for word, documents in words:
        frequencies[word] += documents
    near = [
        (edits, -documents, word)
        for word, documents in frequencies.items()
        if (edits := _count_edits(term, word)) is not None
    ]
    return [word for _edits, _documents, word in sorted(near)[:MOST_NEAR_WORDS]]


def _count_edits(term: str, word: str) -> int | None:
    """How many letters a word is away from a folded term; None where it is too far, and
    for stop words."""
    if abs(len(word) - len(term)) > MOST_EDITS:
        return None
    edits = _edit_distance(term, fold_text(word))
    most = MOST_EDITS if len(term) > SHORT_WORD else 1
    return edits if edits <= most and not is_stop_word(word) else None


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
