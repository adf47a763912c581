"""Finds other inflections of a word in the index."""

from __future__ import annotations

from archive.search.engines.protocol import IndexUnreadable
from archive.search.index.live_index import ask_live_index
from archive.text.segmenting import folded_spellings, query_alternatives

LEAST_COMMON_LETTERS = 3  # letters with which a word and its inflections begin
MOST_WORDS_READ = 2_000  # words of the index that are looked at
MOST_INFLECTIONS = 12


def find_inflections(word: str, field: str) -> tuple[str, ...]:
    """The folded spellings of a word, then the most frequent words of the field with
    the same stem in any language.

    Reads the words of the index that begin like it; without an index, only the
    spellings.
    """
    spellings = folded_spellings(word)
    roots = set(query_alternatives(word).stemmed)
    stems = [root.partition(":")[2] for root in roots]
    start = spellings[0][:LEAST_COMMON_LETTERS]  # not those of gespeichert, speichern
    stems = [stem for stem in stems if stem.startswith(start)]
    prefix = _common_prefix([*spellings, *stems]) if stems else ""
    if len(prefix) < LEAST_COMMON_LETTERS:
        return spellings
    try:
        inflections = ask_live_index(
            lambda engine, folder: engine.list_words_with_prefix(
                folder, field, prefix, MOST_WORDS_READ
            )
        )
    except IndexUnreadable:
        return spellings
    same = [
        (-documents, other)
        for other, documents in inflections
        if _has_a_root_of(other, roots)
    ]
    words = (*spellings, *(other for _n, other in sorted(same)))
    return tuple(dict.fromkeys(words))[:MOST_INFLECTIONS]


def _has_a_root_of(word: str, roots: set[str]) -> bool:
    """Whether a word of the index has one of these stems."""
    return word.isalpha() and not roots.isdisjoint(query_alternatives(word).stemmed)


def _common_prefix(words: list[str]) -> str:
    """The letters with which all of the words begin."""
    first, last = min(words), max(words)
    same = (n for n, letter in enumerate(first) if last[n : n + 1] != letter)
    return first[: next(same, len(first))]
