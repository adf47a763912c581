"""Which entries in other languages mean what an entry does, by the vectors of texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.search.meaning.encoding import is_meaning_searched
from archive.search.meaning.passage_vectors import PassageVectors, open_vectors
from archive.text.languages import base_language

LEAST_LIKENESS = 0.5  # of texts about one thing: decision 119
TRANSLATION_LIKENESS = 0.66  # of texts that say nearly the same
MOST_COMPARED = 40  # entries whose texts are compared one by one
MOST_OWN_TEXTS = 64  # texts of an entry that are compared
Rows = NDArray[np.float32]


@dataclass(frozen=True)
class SimilarMeaning:
    """An entry in another language, and how near its texts are: the mean, over the
    texts of the entry that has fewer, of the cosine to the nearest of the other."""

    entry: int
    likeness: float

    @property
    def is_nearly_the_same(self) -> bool:
        """Whether it says nearly the same, as a translation does."""
        return self.likeness >= TRANSLATION_LIKENESS


def find_similar_meanings(entry: int, language: str) -> list[SimilarMeaning]:
    """The entries in other languages whose texts are nearest to those of an entry, the
    nearest first; none without vectors. One scan of them, and no query: who may see an
    entry is not asked here."""
    vectors = open_vectors() if is_meaning_searched() else PassageVectors()
    own = vectors.read_vectors_of(entry)[:MOST_OWN_TEXTS]
    if not len(own):
        return []
    middle = own.mean(axis=0)
    middle /= np.linalg.norm(middle) or 1.0
    others = vectors.languages - {base_language(language)}
    near = vectors.find_nearest(middle, others)
    candidates = list(dict.fromkeys(text.entry for text in near))[:MOST_COMPARED]
    found = [
        SimilarMeaning(pk, _compare_texts(own, vectors.read_vectors_of(pk)))
        for pk in candidates
        if pk != entry
    ]
    return sorted(
        (one for one in found if one.likeness >= LEAST_LIKENESS),
        key=lambda one: (-one.likeness, one.entry),
    )


def _compare_texts(own: Rows, others: Rows) -> float:
    """Over the texts of the entry that has fewer: a summary is like its article."""
    cosines = own @ others.T
    axis = 1 if len(own) <= len(others) else 0
    return float(cosines.max(axis=axis).mean())
