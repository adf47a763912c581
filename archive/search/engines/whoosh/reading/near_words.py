"""Words of the index that are spelt almost alike."""

from __future__ import annotations

from collections.abc import Iterator

from archive.search.engines.near_words import SPELT, nearest

from .snapshot import Snapshot


def similar(snapshot: Snapshot, term: str) -> list[str]:
    """The nearest words that begin with the same letter.

    None where `term` is a word of the index. Costs a look at each word that begins so.
    """
    if any(snapshot.documents_with(field, term) for field in SPELT) or not term:
        return []
    return nearest(term, _beginning(snapshot, term[0]))


def _beginning(snapshot: Snapshot, letter: str) -> Iterator[tuple[str, int]]:
    for field in SPELT:
        for part in snapshot.parts:
            yield from part.segment.words(field, letter)
