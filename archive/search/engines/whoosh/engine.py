"""The whoosh engine: an index is a folder, every question is asked of a snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.open_snapshots import SnapshotCache
from archive.search.engines.protocol import SearchAnswer, SearchRequest
from archive.search.engines.query_tree import QueryNode

from .reading import answering, near_words, query_cost
from .reading.segment import POSTINGS_CACHE
from .reading.snapshot import WhooshSnapshot
from .writing import commits


class Whoosh:
    """`archive.search.engines.protocol.SearchEngine` on whoosh 2.7.4's files."""

    name = "whoosh"

    def __init__(self) -> None:
        self._states = SnapshotCache(WhooshSnapshot)

    def create(self, folder: Path) -> None:
        """An empty index in an empty folder, durable."""
        commits.create_whoosh_index(folder)

    def write(
        self, folder: Path, documents: Iterable[IndexDocument], gone: Iterable[int]
    ) -> None:
        """Replace documents by id and take ids out, in one durable commit."""
        commits.write_with_whoosh(folder, documents, gone)

    def evaluate(self, folder: Path, request: SearchRequest) -> SearchAnswer:
        """Answer from the newest commit. Raises `Unreadable`."""
        return self._states.ask(
            folder, lambda state: answering.answer_with_whoosh(state, request)
        )

    def is_dear(self, folder: Path, tree: QueryNode) -> bool:
        """Whether a tree would read too much. Raises `Unreadable`."""
        return self._states.ask(
            folder, lambda state: query_cost.reads_too_many_postings(state, tree)
        )

    def frequencies(
        self, folder: Path, words: Iterable[tuple[str, str]]
    ) -> tuple[int, list[int]]:
        """Documents in all, and those that hold each (field, term)."""

        def counted(state: WhooshSnapshot) -> tuple[int, list[int]]:
            return state.size, [state.documents_with(*word) for word in words]

        return self._states.ask(folder, counted)

    def similar(self, folder: Path, term: str) -> list[str]:
        """Words that differ from `term` in two letters at most; reads all words once
        for each state of the index. Raises `Unreadable`."""
        return self._states.ask(folder, lambda state: near_words.similar(state, term))

    def beginning(
        self, folder: Path, field: str, begin: str, most: int
    ) -> list[tuple[str, int]]:
        """Words that begin so, with their documents. Raises `Unreadable`."""

        def read(state: WhooshSnapshot) -> list[tuple[str, int]]:
            found: Counter[str] = Counter()
            for part in state.parts:
                found.update(dict(islice(part.segment.words(field, begin), most)))
            return sorted(found.items())[:most]

        return self._states.ask(folder, read)

    def digests(self, folder: Path) -> Iterator[tuple[int, str]]:
        """Entry id and digest of every document. Raises `Unreadable`."""
        return iter(self._states.ask(folder, lambda state: list(state.digests())))

    def close(self) -> None:
        """Give back files and memory; the next question opens anew."""
        self._states.close()
        POSTINGS_CACHE.clear()
