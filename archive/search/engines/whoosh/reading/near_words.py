"""Words of the index that are spelt almost alike."""

from __future__ import annotations

from collections.abc import Iterator

from archive.search.engines.near_words import SPELLING_FIELDS, rank_by_edit_distance

from .snapshot import WhooshSnapshot


def similar(snapshot: WhooshSnapshot, term: str) -> list[str]:
    """The nearest words that begin with the same letter.

    None where `term` is a word of the index. Costs a look at each word that begins so.
    """
    if (
        any(snapshot.documents_with(field, term) for field in SPELLING_FIELDS)
        or not term
    ):
        return []
    return rank_by_edit_distance(term, _beginning(snapshot, term[0]))


def _beginning(snapshot: WhooshSnapshot, letter: str) -> Iterator[tuple[str, int]]:
    for field in SPELLING_FIELDS:
        for part in snapshot.parts:
            yield from part.segment.words(field, letter)
