"""The tantivy engine: an index is a folder, every question is asked of a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.search.engines.document_fields import Document
from archive.search.engines.open_snapshots import States
from archive.search.engines.protocol import Answer, Request
from archive.search.engines.query_tree import Node

from . import answering, near_words, query_cost, writing
from .schema import plain
from .snapshot import Snapshot


class Tantivy:
    """`archive.search.engines.protocol.Engine` on tantivy's files."""

    name = "tantivy"

    def __init__(self) -> None:
        self._states = States(Snapshot, writing.is_panic)

    def create(self, folder: Path) -> None:
        """An empty index in an empty folder, durable."""
        writing.create(folder)

    def write(
        self, folder: Path, documents: Iterable[Document], gone: Iterable[int]
    ) -> None:
        """Replace documents by id and take ids out, in one durable commit."""
        writing.write(folder, documents, gone)

    def evaluate(self, folder: Path, request: Request) -> Answer:
        """Answer from the newest commit. Raises `Unreadable`."""
        return self._states.ask(folder, lambda state: answering.answer(state, request))

    def is_dear(self, folder: Path, tree: Node) -> bool:
        """Whether a tree would read too many stored words. Raises `Unreadable`."""
        return self._states.ask(folder, lambda state: query_cost.is_dear(state, tree))

    def frequencies(
        self, folder: Path, words: Iterable[tuple[str, str]]
    ) -> tuple[int, list[int]]:
        """Documents in all, and those that hold each (field, term)."""
        asked = [(field, plain(term)) for field, term in words]

        def counted(state: Snapshot) -> tuple[int, list[int]]:
            return state.size, [state.searcher.doc_freq(*word) for word in asked]

        return self._states.ask(folder, counted)

    def similar(self, folder: Path, term: str) -> list[str]:
        """Words that differ from `term` in two letters at most; reads all words that
        begin with its first letter. Raises `Unreadable`."""
        return self._states.ask(
            folder, lambda state: near_words.similar(state, plain(term))
        )

    def beginning(
        self, folder: Path, field: str, begin: str, most: int
    ) -> list[tuple[str, int]]:
        """Words that begin so, with their documents. Raises `Unreadable`."""

        def read(state: Snapshot) -> list[tuple[str, int]]:
            found = state.searcher.terms_with_prefix(field, plain(begin), limit=most)
            return sorted(found)

        return self._states.ask(folder, read)

    def digests(self, folder: Path) -> Iterator[tuple[int, str]]:
        """Entry id and digest of every document. Raises `Unreadable`."""
        return iter(self._states.ask(folder, lambda state: list(state.digests())))

    def close(self) -> None:
        """Give back files and memory; the next question opens anew."""
        self._states.close()
