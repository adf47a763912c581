"""One state of an index: its segments, their living documents, their statistics."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from archive.search.engines.files import Files
from archive.search.engines.folder_owner import refuse_shared

from .columns import Mask
from .postings import Weights
from .segment import Segment
from .storage import newest

K1, B = 0.9, 0.4  # of BM25; passages differ little in what their length means
IDS = "id"  # the column of entry ids
MOST_KEPT = 4_096  # numbers of documents that are remembered


class Part:
    """A segment as this state sees it: `alive` None where nothing was deleted."""

    def __init__(self, segment: Segment, alive: Mask | None) -> None:
        self.segment = segment
        self.alive = alive

    @property
    def size(self) -> int:
        """Documents, the deleted ones with them."""
        return self.segment.size


class Snapshot:
    """Immutable, safe for several threads. `before` lends it the segments that it
    shares with an older state of the same folder."""

    def __init__(self, folder: Path, before: Snapshot | None = None) -> None:
        refuse_shared(folder)
        self.folder = folder
        self.state = newest(folder)
        toc = TOC.read(FileStorage(str(folder)), "MAIN", gen=self.state[0])
        shared = {part.segment.name: part.segment for part in before.parts} if (
            before and before.folder == folder and before.state[2] == self.state[2]
        ) else {}  # fmt: skip
        self.parts: tuple[Part, ...] = tuple(
            _part(shared.get(found.segment_id()) or Segment(folder, found), found)
            for found in toc.segments
        )
        self.files = Files(folder / f"{part.segment.name}.seg" for part in self.parts)
        self.size = sum(part.size for part in self.parts)
        self._norms = lru_cache(maxsize=None)(self._made_norms)
        # Each part asks for the number over all parts.
        self._frequencies = lru_cache(maxsize=MOST_KEPT)(self._made_frequencies)
        self._beginnings = lru_cache(maxsize=MOST_KEPT)(self._made_beginnings)

    def is_current(self) -> bool:
        """Whether this is the newest state still. Raises `Unreadable` where a file in
        use was changed: reading what was cut off would end the process."""
        if self.state != newest(self.folder):
            return False
        self.files.check()
        return True

    def documents_with(self, field: str, term: str) -> int:
        """How many documents hold the term, the deleted ones with them."""
        found: int = self._frequencies(field, term)
        return found

    def documents_beginning(self, field: str, prefix: str, most: int) -> int:
        """How many documents hold a term that begins so, of at most so many terms of
        each part."""
        found: int = self._beginnings(field, prefix, most)
        return found

    def digests(self) -> Iterator[tuple[int, str]]:
        """Entry id and digest of every living document."""
        for part in self.parts:
            ids = part.segment.number(IDS)
            for number in range(part.size):
                if part.alive is None or part.alive[number]:
                    yield int(ids[number]), str(part.segment.stored(number)["digest"])

    def rarity(self, documents: int) -> float:
        """BM25's weight of what stands in so many documents."""
        return float(np.log1p((self.size - documents + 0.5) / (documents + 0.5)))

    def norms(self, place: int, field: str) -> Weights:
        """BM25's part that hangs on a document's length, for the part at `place`."""
        found: Weights = self._norms(place, field)
        return found

    def _made_frequencies(self, field: str, term: str) -> int:
        return sum(part.segment.frequency(field, term) for part in self.parts)

    def _made_beginnings(self, field: str, prefix: str, most: int) -> int:
        asked = (field, prefix, most)
        lists = (part.segment.prefixed(*asked)[0] for part in self.parts)
        return sum(len(one.numbers) for one in lists)

    def _made_norms(self, place: int, field: str) -> Weights:
        total = sum(part.segment.field_lengths.get(field, 0) for part in self.parts)
        mean = max(total / self.size, 1.0) if self.size else 1.0
        lengths = self.parts[place].segment.lengths(field)
        return (K1 * (1 - B + B * lengths / mean)).astype(np.float32)


def _part(segment: Segment, found: object) -> Part:
    deleted = sorted(found.deleted_docs())  # type: ignore[attr-defined]
    if not deleted:
        return Part(segment, None)
    alive = np.ones(segment.size, bool)
    alive[deleted] = False
    return Part(segment, alive)
