"""whoosh's columns (2.7.4), read from their bytes as arrays.

Layouts: a number is eight bytes, big-endian, trailing documents without one left out.
A word is a place in a list that stands behind the places. Numbers are the values of
all documents one after another, then each document's number of bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from archive.search.engines.whoosh.schema import NO_NUMBER

from .storage import MappedFile

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class WordColumn:
    """For each document the place of its word in `values`; place 0 is no word."""

    places: npt.NDArray[np.uint16]
    values: tuple[str, ...]


class NumbersColumn:
    """(document, value) of all documents, ordered by document."""

    def __init__(
        self, counts: npt.NDArray[np.int64], values: npt.NDArray[np.uint32]
    ) -> None:
        self.values = values
        self._counts = counts

    @cached_property
    def documents(self) -> npt.NDArray[np.int32]:
        """The document of each value."""
        return np.repeat(np.arange(len(self._counts), dtype=np.int32), self._counts)

    @cached_property
    def begins(self) -> npt.NDArray[np.int64]:
        """Where each document's values begin, and the end of all."""
        return np.concatenate(([0], np.cumsum(self._counts)))

    def of(self, documents: npt.NDArray[np.int32]) -> npt.NDArray[np.uint32]:
        """The values of some documents, one after another."""
        if len(documents) * 4 > len(self._counts):
            chosen = np.zeros(len(self._counts), bool)
            chosen[documents] = True
            return self.values[chosen[self.documents]]
        counts = self._counts[documents]
        total = int(counts.sum())
        starts = np.repeat(self.begins[documents] - np.cumsum(counts) + counts, counts)
        return self.values[starts + np.arange(total)]


def read_number_column(file: MappedFile | None, size: int) -> npt.NDArray[np.int64]:
    """One number for each of `size` documents."""
    numbers = np.full(size, NO_NUMBER, np.int64)
    if file is not None:
        stored = np.frombuffer(file.buffer, ">i8")[:size]
        numbers[: len(stored)] = stored
    return numbers


def read_word_column(file: MappedFile | None, size: int) -> WordColumn:
    """One word for each of `size` documents."""
    if file is None:
        return WordColumn(np.zeros(size, np.uint16), ("",))
    code = chr(file.buffer[-1])
    kind = np.dtype(f">{'u2' if code == 'H' else 'u1'}")
    places = np.frombuffer(file.buffer, kind, size).astype(np.uint16)
    file.seek(size * kind.itemsize)
    values = [file.read(file.read_varint()) for _ in range(file.read_varint())]
    return WordColumn(places, tuple(v.decode("utf-8", "replace") for v in values))


def read_numbers_column(file: MappedFile | None, size: int) -> NumbersColumn:
    """All numbers of `size` documents."""
    if file is None:
        return NumbersColumn(np.zeros(size, np.int64), np.empty(0, np.uint32))
    buffer = file.buffer
    end, code = len(buffer) - 1, chr(buffer[-1])
    if code == "X":  # the offsets were written too
        code, offsets = chr(buffer[-3]), chr(buffer[-2])
        end = len(buffer) - 3 - size * np.dtype(offsets).itemsize
    kind = np.dtype(code).newbyteorder(">")
    counts = np.frombuffer(buffer, kind, size, end - size * kind.itemsize) // 4
    values = np.frombuffer(buffer, "<u4", int(counts.sum()))
    return NumbersColumn(counts.astype(np.int64), values)
