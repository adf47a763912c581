"""Words of the index that are spelt almost alike."""

from __future__ import annotations

from archive.search.engines.near_words import SPELLING_FIELDS, rank_by_edit_distance

from .snapshot import TantivySnapshot


def similar(snapshot: TantivySnapshot, term: str) -> list[str]:
    """The nearest words that begin with the same letter.

    None where `term` is a word of the index. Costs a look at each word that begins so.
    """
    searcher = snapshot.searcher
    if not term or any(searcher.doc_freq(field, term) for field in SPELLING_FIELDS):
        return []
    return rank_by_edit_distance(
        term,
        (
            found
            for field in SPELLING_FIELDS
            for found in searcher.terms_with_prefix(field, term[0])
        ),
    )
