"""One snapshot of an index: its segments, their living documents, their statistics."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from archive.search.engines.index_folder import MappedFiles
from archive.search.engines.open_snapshots import IndexSnapshot

from .columns import Mask
from .postings import FloatArray
from .segment import SegmentReader
from .storage import read_toc_key

K1, B = 1.2, 0.75  # of BM25; the same as tantivy, so that both rank alike
ID_COLUMN = "id"  # the column of entry ids
MOST_CACHED_COUNTS = 4_096  # numbers of documents that are remembered


class SnapshotPart:
    """A segment as this snapshot sees it: `alive` None where nothing was deleted."""

    def __init__(self, segment: SegmentReader, alive: Mask | None) -> None:
        self.segment = segment
        self.alive = alive
        self._dead = np.flatnonzero([] if alive is None else ~alive).astype(np.int32)

    @property
    def size(self) -> int:
        """Documents, the deleted ones with them."""
        return self.segment.size

    def count_living(self) -> int:
        """Documents that were not deleted."""
        return self.size - len(self._dead)

    def count_living_with(self, field: str, term: str) -> int:
        """Living documents that hold a term."""
        number = self.segment.count_documents_with(field, term)
        if not number or not len(self._dead):
            return number
        return number - self.segment.count_among(field, term, self._dead)

    def iter_living_words(self, field: str, begin: str) -> Iterator[tuple[str, int]]:
        """(term, living documents) of a field's terms that begin so; those of deleted
        documents alone are left out."""
        for word, number in self.segment.iter_words(field, begin):
            living = self.count_living_with(field, word) if len(self._dead) else number
            if living:
                yield word, living

    def sum_living_lengths(self, field: str) -> float:
        """The length of the field in all living documents, as whoosh rounds each."""
        lengths = self.segment.read_lengths(field).astype(np.float64)
        return float((lengths if self.alive is None else lengths[self.alive]).sum())


class WhooshSnapshot(IndexSnapshot):
    """A table of contents with its segments. `before` lends it those that it shares
    with an older snapshot of the same folder."""

    read_key = staticmethod(read_toc_key)

    def __init__(self, folder: Path, before: WhooshSnapshot | None = None) -> None:
        super().__init__(folder)
        toc = TOC.read(FileStorage(str(folder)), "MAIN", gen=self.key[0])
        shared = (
            {part.segment.name: part.segment for part in before.parts}
            if (before and before.folder == folder and before.key[2] == self.key[2])
            else {}
        )
        self.parts: tuple[SnapshotPart, ...] = tuple(
            _make_part(
                shared.get(segment.segment_id()) or SegmentReader(folder, segment),
                segment,
            )
            for segment in toc.segments
        )
        self.files = MappedFiles(
            folder / f"{part.segment.name}.seg" for part in self.parts
        )
        self.size = sum(part.count_living() for part in self.parts)
        self._norms = lru_cache(maxsize=None)(self._compute_norms)
        # Each part asks for the number over all parts.
        self._frequencies = lru_cache(maxsize=MOST_CACHED_COUNTS)(self._sum_frequencies)
        self._prefix_frequencies = lru_cache(maxsize=MOST_CACHED_COUNTS)(
            self._sum_prefix_postings
        )

    def count_documents_with(self, field: str, term: str) -> int:
        """How many living documents hold the term."""
        count: int = self._frequencies(field, term)
        return count

    def count_documents_with_prefix(self, field: str, prefix: str, most: int) -> int:
        """How many living documents hold a term that begins so, of at most so many
        terms of each part."""
        count: int = self._prefix_frequencies(field, prefix, most)
        return count

    def iter_words(
        self, field: str, prefix: str, most: int | None = None
    ) -> Iterator[tuple[str, int]]:
        """(term, living documents) of a field's terms that begin so, part after
        part."""
        for part in self.parts:
            yield from islice(part.iter_living_words(field, prefix), most)

    def iter_spellings(self, field: str, prefix: str) -> Iterator[str]:
        """A field's terms that begin so, also those of deleted documents alone."""
        for part in self.parts:
            for word, _documents in part.segment.iter_words(field, prefix):
                yield word

    def iter_digests(self) -> Iterator[tuple[int, str]]:
        """Entry id and digest of every living document."""
        for part in self.parts:
            ids = part.segment.read_number_column(ID_COLUMN)
            for number in range(part.size):
                if part.alive is None or part.alive[number]:
                    yield (
                        int(ids[number]),
                        str(part.segment.read_stored_fields(number)["digest"]),
                    )

    def compute_rarity(self, documents: int) -> float:
        """BM25's weight of what stands in so many documents."""
        return float(np.log1p((self.size - documents + 0.5) / (documents + 0.5)))

    def get_norms(self, place: int, field: str) -> FloatArray:
        """BM25's part that hangs on a document's length, for the part at `place`."""
        norms: FloatArray = self._norms(place, field)
        return norms

    def _sum_frequencies(self, field: str, term: str) -> int:
        return sum(part.count_living_with(field, term) for part in self.parts)

    def _sum_prefix_postings(self, field: str, prefix: str, most: int) -> int:
        prefix_arguments = (field, prefix, most)
        found = 0
        for part in self.parts:
            numbers = part.segment.unite_prefix_postings(*prefix_arguments)[0].numbers
            living = numbers if part.alive is None else numbers[part.alive[numbers]]
            found += len(living)
        return found

    def _compute_norms(self, place: int, field: str) -> FloatArray:
        total = sum(part.sum_living_lengths(field) for part in self.parts)
        mean = max(total / self.size, 1.0) if self.size else 1.0
        lengths = self.parts[place].segment.read_lengths(field)
        return (K1 * (1 - B + B * lengths / mean)).astype(np.float32)


def _make_part(segment: SegmentReader, stored: W3Segment) -> SnapshotPart:
    deleted = sorted(stored.deleted_docs())
    if not deleted:
        return SnapshotPart(segment, None)
    alive = np.ones(segment.size, bool)
    alive[deleted] = False
    return SnapshotPart(segment, alive)
