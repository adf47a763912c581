"""One immutable segment: its terms, postings, lengths and columns as arrays."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from threading import Lock, RLock
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3Codec, W3TermInfo, W3TermsReader, _lenfield
from whoosh.reading import TermNotFound
from whoosh.util.numeric import byte_to_length

from . import columns, postings
from .postings import (
    NO_KEYS,
    NO_POSTINGS,
    DocumentNumbers,
    FloatArray,
    PositionKeys,
    Postings,
    PostingsBlock,
)
from .storage import MappedFile, open_segment

Array = TypeVar("Array")
LENGTH_OF_BYTE = np.array([byte_to_length(i) for i in range(256)], np.float32)
CACHE_BYTES = 64 * 2**20  # of decoded postings, over all segments of a process
BYTES_PER_KEY = 200  # bytes of a key and its place


class LruCache:
    """A cache for several threads. Two threads may make the same value at once."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._lock = Lock()
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], tuple[Any, int]]) -> Any:
        """The value under `key`; `make` gives it with its size in bytes."""
        with self._lock:
            cached = self._values.get(key)
            if cached is not None:
                self._values.move_to_end(key)
                return cached[0]
        value, size = make()
        size += BYTES_PER_KEY
        with self._lock:
            before = self._values.pop(key, None)
            self._values[key] = (value, size)
            self._bytes += size - (before[1] if before else 0)
            while self._bytes > self._most and len(self._values) > 1:
                _key, (_value, freed) = self._values.popitem(last=False)
                self._bytes -= freed
        return value

    def clear(self) -> None:
        """Give all up."""
        with self._lock:
            self._values.clear()
            self._bytes = 0


POSTINGS_CACHE = LruCache(CACHE_BYTES)


class SegmentReader:
    """The arrays of one segment's file, made when they are first asked for.

    Documents are numbered from 0 within it; which are deleted is told by the
    snapshot, for that changes.
    """

    def __init__(self, folder: Path, segment: Any) -> None:
        self.name: str = segment.segment_id()
        self.size: int = segment.doc_count_all()
        self.field_lengths: dict[str, int] = dict(segment._fieldlengths)
        self._segment = segment
        self._lock = RLock()  # whoosh's readers seek in their files
        self._key = (str(folder), self.name)
        self._arrays: dict[str, Any] = {}
        self._files = open_segment(folder, segment.make_filename(".seg"))
        codec = W3Codec()
        self._terms: W3TermsReader = codec.terms_reader(self._files, segment)
        self._documents = codec.per_document_reader(self._files, segment)
        self._posting_bytes = self._terms._postfile.buffer

    def read_postings(self, field: str, term: str) -> Postings:
        """Documents of a term; `NO_POSTINGS` where it is not."""

        def make() -> tuple[Postings, int]:
            info = self._info(field, term.encode("utf-8", "replace"))
            if info is None:
                return NO_POSTINGS, 0
            decoded = postings.read_postings(info, self._posting_bytes)
            return decoded, decoded.size

        decoded: Postings = POSTINGS_CACHE.get((*self._key, field, term), make)
        return decoded

    def count_documents_with(self, field: str, term: str) -> int:
        """How many documents hold a term; its postings are not read."""
        info = self._info(field, term.encode("utf-8", "replace"))
        return info.doc_frequency() if info else 0

    def count_among(self, field: str, term: str, documents: DocumentNumbers) -> int:
        """How many of these documents, ascending, hold a term."""
        info = self._info(field, term.encode("utf-8", "replace"))
        return postings.count_among(info, self._posting_bytes, documents) if info else 0

    def read_position_keys(self, field: str, term: str) -> PositionKeys:
        """Every place of a term, see `postings.read_position_keys`."""

        def make() -> tuple[PositionKeys, int]:
            info = self._info(field, term.encode("utf-8", "replace"))
            decoded = (
                NO_KEYS
                if info is None
                else postings.read_position_keys(info, self._posting_bytes)
            )
            return decoded, decoded.nbytes

        decoded: PositionKeys = POSTINGS_CACHE.get(
            (*self._key, field, term, "keys"), make
        )
        return decoded

    def unite_prefix_postings(
        self, field: str, prefix: str, most: int
    ) -> tuple[Postings, bool]:
        """Documents of the first `most` terms that begin so, with the terms' summed
        frequency, and whether there are more."""

        def make() -> tuple[tuple[Postings, bool], int]:
            infos = list(
                self._infos(field, prefix.encode("utf-8", "replace"), most + 1)
            )
            united = _sum_frequencies(
                [postings.read_postings(i, self._posting_bytes) for i in infos[:most]]
            )
            return (united, len(infos) > most), united.size

        answer: tuple[Postings, bool] = POSTINGS_CACHE.get(
            (*self._key, field, prefix, "prefix", most), make
        )
        return answer

    def iter_words(self, field: str, begin: str) -> Iterator[tuple[str, int]]:
        """(term, number of documents) of a field's terms that begin so."""
        prefix = begin.encode("utf-8", "replace")
        with self._lock:
            for (name, term), info in self._terms.items_from(field, prefix):
                if name != field or not term.startswith(prefix):
                    return
                yield term.decode("utf-8", "replace"), info.doc_frequency()

    def iter_terms(self) -> Iterator[tuple[tuple[str, bytes], W3TermInfo]]:
        """Every field's terms, both in order."""
        return iter(self._terms.items())

    def iter_posting_blocks(self, info: W3TermInfo) -> Iterator[PostingsBlock]:
        """What `postings.iter_blocks` reads of a term."""
        return postings.iter_blocks(info, self._posting_bytes)

    def read_lengths(self, field: str) -> FloatArray:
        """The length of the field in each document, as whoosh rounds it."""

        def make() -> FloatArray:
            file = self._column_file(_lenfield(field))
            codes = np.zeros(self.size, np.uint8)
            if file is not None:
                stored = np.frombuffer(file.buffer, np.uint8)[: self.size]
                codes[: len(stored)] = stored
            return LENGTH_OF_BYTE[codes]

        return self._array(f"lengths {field}", make)

    def read_number_column(self, column: str) -> npt.NDArray[np.int64]:
        """The number of each document; `MISSING` where there is none."""
        return self._column(column, columns.read_number_column)

    def read_word_column(self, column: str) -> columns.WordColumn:
        """The word of each document, by its place in a list."""
        return self._column(column, columns.read_word_column)

    def read_numbers_column(self, column: str) -> columns.NumbersColumn:
        """The numbers of all documents."""
        return self._column(column, columns.read_numbers_column)

    def read_stored_fields(self, document: int) -> dict[str, Any]:
        """What is stored of a document beside its columns."""
        with self._lock:
            fields: dict[str, Any] = self._documents.stored_fields(document)
            return fields

    def close(self) -> None:
        """Forget the arrays; the mapping goes when nobody looks at it any more."""
        self._arrays.clear()

    def _column(
        self, name: str, read: Callable[[MappedFile | None, int], Array]
    ) -> Array:
        return self._array(name, lambda: read(self._column_file(name), self.size))

    def _array(self, name: str, make: Callable[[], Array]) -> Array:
        array: Array | None = self._arrays.get(name)
        if array is None:
            with self._lock:
                array = self._arrays[name] = make()
        return array

    def _info(self, field: str, term: bytes) -> W3TermInfo | None:
        with self._lock:
            try:
                return self._terms.term_info(field, term)
            except TermNotFound:
                return None

    def _infos(self, field: str, prefix: bytes, most: int) -> Iterator[W3TermInfo]:
        with self._lock:
            for (name, term), info in self._terms.items_from(field, prefix):
                if name != field or not term.startswith(prefix) or most == 0:
                    return
                most -= 1
                yield info

    def _column_file(self, name: str) -> MappedFile | None:
        file = W3Codec.column_filename(self._segment, name)
        return self._files.open_file(file) if self._files.file_exists(file) else None


def _sum_frequencies(lists: list[Postings]) -> Postings:
    """Each document once, with the sum of its frequencies."""
    if not lists:
        return NO_POSTINGS
    if len(lists) == 1:
        return lists[0]
    numbers = np.concatenate([postings.numbers for postings in lists])
    frequencies = np.concatenate([postings.frequencies for postings in lists])
    unique, place = np.unique(numbers, return_inverse=True)
    return Postings(unique, np.bincount(place, frequencies).astype(np.float32))
