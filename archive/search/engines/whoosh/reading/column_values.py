"""The values of a column in some documents, whatever it holds, to be joined with those
of another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from archive.search.engines.document_fields import COLUMN_TYPES
from archive.search.engines.whoosh.schema import NO_NUMBER

from .postings import DocumentNumbers
from .segment import SegmentReader

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class ColumnValues:
    """The values of documents one after another, as `places` in `values`, and how many
    each document has."""

    values: list[int | str]
    places: IntArray
    counts: IntArray

    def join(self, others: ColumnValues) -> tuple[IntArray, IntArray]:
        """Each pair of a value of a document and one of `others` of the same document,
        as places in the two lists of values."""
        partners = np.repeat(others.counts, self.counts)
        begins = np.repeat(np.cumsum(others.counts) - others.counts, self.counts)
        shift = np.repeat(begins - np.cumsum(partners) + partners, partners)
        chosen = shift + np.arange(int(partners.sum()))
        return np.repeat(self.places, partners), others.places[chosen]


def read_column_values(
    segment: SegmentReader, column: str, numbers: DocumentNumbers
) -> ColumnValues:
    """The values of the documents with these numbers; those without one have none."""
    holds = COLUMN_TYPES[column]
    if holds == "word":
        words = segment.read_word_column(column)
        places = words.places[numbers].astype(np.int64)
        has_word = np.array([bool(word) for word in words.values], bool)[places]
        return ColumnValues(
            list(words.values), places[has_word], has_word.astype(np.int64)
        )
    if holds == "number":
        stored = segment.read_number_column(column)[numbers]
        has_number = stored != NO_NUMBER
        return _index_values(stored[has_number], has_number.astype(np.int64))
    held = segment.read_numbers_column(column)
    counts = np.diff(held.begins)[numbers]
    return _index_values(held.of(numbers), counts)


def _index_values(stored: npt.NDArray, counts: IntArray) -> ColumnValues:
    values, places = np.unique(stored, return_inverse=True)
    return ColumnValues(values.tolist(), places.astype(np.int64), counts)
