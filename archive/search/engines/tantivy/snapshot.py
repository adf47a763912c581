"""One commit of tantivy's, open for questions."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from tantivy import DocAddress, Index, Order, Query

from archive.search.engines.index_folder import MappedFiles
from archive.search.engines.open_snapshots import IndexSnapshot, SnapshotKey
from archive.search.engines.protocol import IndexUnreadable

from .checksums import verify_checksum
from .schema import DIGEST, ID, open_tantivy_index, replace_surrogates

# Names the segments of the newest commit; replaced at one stroke
META_FILE = "meta.json"


def read_meta_key(folder: Path) -> SnapshotKey:
    """What tells one state of the index from another. Raises `IndexUnreadable`."""
    try:
        meta, place = os.stat(folder / META_FILE), os.stat(folder)  # noqa: PTH116
    except OSError as error:
        raise IndexUnreadable(str(error)) from error
    return (meta.st_ino, meta.st_mtime_ns, meta.st_size, place.st_ino, place.st_mode)


class TantivySnapshot(IndexSnapshot):
    """One commit of tantivy's.

    `before`, an older snapshot of the same folder, lends it the index that is open:
    another is read twice, once by a thread of tantivy's that nobody asked for.
    """

    read_key = staticmethod(read_meta_key)

    def __init__(self, folder: Path, before: TantivySnapshot | None = None) -> None:
        super().__init__(folder)
        self._index: Index
        if before is not None and before.key[3] == self.key[3]:
            self._index = before._index
        else:
            self._index = open_tantivy_index(folder)
            self._index.config_reader("manual")
        self._index.reload()
        self.schema = self._index.schema
        self.searcher = self._index.searcher()
        self.size = self.searcher.num_docs
        self.files = MappedFiles(_list_committed_files(folder))
        self._has_deleted = any(one["deletes"] for one in _list_segments(folder))

    def count_documents_with(self, field: str, term: str) -> int:
        """How many living documents hold the term."""
        number = self.searcher.doc_freq(field, replace_surrogates(term))
        if not number or not self._has_deleted:
            return number
        asked = Query.term_query(self.schema, field, replace_surrogates(term))
        return read_count(self.searcher.search(asked, 1))

    def iter_words(
        self, field: str, prefix: str, most: int | None = None
    ) -> list[tuple[str, int]]:
        """(term, living documents) of a field's terms that begin so, the commonest
        first."""
        begin = replace_surrogates(prefix)
        words = self.searcher.terms_with_prefix(field, begin, limit=most)
        if not self._has_deleted:
            return words
        counted = ((word, self.count_documents_with(field, word)) for word, _n in words)
        return [(word, number) for word, number in counted if number]

    def iter_spellings(self, field: str, prefix: str) -> Iterator[str]:
        """A field's terms that begin so, also those of deleted documents alone."""
        begin = replace_surrogates(prefix)
        words = self.searcher.terms_with_prefix(field, begin, limit=None)
        return (word for word, _number in words)

    def addresses(self, query: Query) -> list[DocAddress]:
        """Where the documents that match stand."""
        answer = self.searcher.search(query, max(self.size, 1), count=False)
        return [address for _score, address in answer.hits]

    def ids(self, addresses: list[DocAddress]) -> list[int]:
        """The entry id of each."""
        return cast("list[int]", self.searcher.fast_field_values(ID, addresses))

    def iter_digests(self) -> Iterator[tuple[int, str]]:
        """Entry id and digest of every document, by ascending id. Reads all files and
        compares their checksums. Raises `IndexUnreadable`."""
        for path in self.files.paths:
            verify_checksum(path)
        answer = self.searcher.search(
            Query.all_query(), max(self.size, 1), order_by_field=ID, order=Order.Asc
        )
        for pk, address in answer.hits:
            yield pk, str(self.searcher.doc(address).get_first(DIGEST))


def read_count(result: Any) -> int:
    """The exact number of hits, which the stubs of tantivy do not know."""
    return int(result.count)


def _list_segments(folder: Path) -> list[dict[str, Any]]:
    """What the newest commit says of its segments."""
    segments: list[dict[str, Any]] = json.loads((folder / META_FILE).read_bytes())[
        "segments"
    ]
    return segments


def _list_committed_files(folder: Path) -> Iterator[Path]:
    """The files of the segments that the newest commit names; a writer may be at
    work on others."""
    for segment in _list_segments(folder):
        name = segment["segment_id"].replace("-", "")
        deleted = segment["deletes"]
        for path in folder.glob(f"{name}.*"):
            if path.suffix != ".del":
                yield path
        if deleted:
            yield folder / f"{name}.{deleted['opstamp']}.del"
