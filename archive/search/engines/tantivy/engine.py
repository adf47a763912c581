"""The tantivy engine: an index is a folder, every question is asked of a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.open_snapshots import SnapshotCache
from archive.search.engines.protocol import SearchAnswer, SearchRequest
from archive.search.engines.query_tree import QueryNode

from . import answering, near_words, query_cost, writing
from .schema import replace_surrogates
from .snapshot import TantivySnapshot


class Tantivy:
    """`archive.search.engines.protocol.SearchEngine` on tantivy's files."""

    name = "tantivy"

    def __init__(self) -> None:
        self._states = SnapshotCache(TantivySnapshot, writing.is_panic)

    def create(self, folder: Path) -> None:
        """An empty index in an empty folder, durable."""
        writing.create_tantivy_index(folder)

    def write(
        self, folder: Path, documents: Iterable[IndexDocument], gone: Iterable[int]
    ) -> None:
        """Replace documents by id and take ids out, in one durable commit."""
        writing.write_with_tantivy(folder, documents, gone)

    def evaluate(self, folder: Path, request: SearchRequest) -> SearchAnswer:
        """Answer from the newest commit. Raises `Unreadable`."""
        return self._states.ask(
            folder, lambda state: answering.answer_with_tantivy(state, request)
        )

    def is_dear(self, folder: Path, tree: QueryNode) -> bool:
        """Whether a tree would read too many stored words. Raises `Unreadable`."""
        return self._states.ask(
            folder, lambda state: query_cost.reads_too_many_words(state, tree)
        )

    def frequencies(
        self, folder: Path, words: Iterable[tuple[str, str]]
    ) -> tuple[int, list[int]]:
        """Documents in all, and those that hold each (field, term)."""
        asked = [(field, replace_surrogates(term)) for field, term in words]

        def counted(state: TantivySnapshot) -> tuple[int, list[int]]:
            return state.size, [state.searcher.doc_freq(*word) for word in asked]

        return self._states.ask(folder, counted)

    def similar(self, folder: Path, term: str) -> list[str]:
        """Words that differ from `term` in two letters at most; reads all words that
        begin with its first letter. Raises `Unreadable`."""
        return self._states.ask(
            folder, lambda state: near_words.similar(state, replace_surrogates(term))
        )

    def beginning(
        self, folder: Path, field: str, begin: str, most: int
    ) -> list[tuple[str, int]]:
        """Words that begin so, with their documents. Raises `Unreadable`."""

        def read(state: TantivySnapshot) -> list[tuple[str, int]]:
            found = state.searcher.terms_with_prefix(
                field, replace_surrogates(begin), limit=most
            )
            return sorted(found)

        return self._states.ask(folder, read)

    def digests(self, folder: Path) -> Iterator[tuple[int, str]]:
        """Entry id and digest of every document. Raises `Unreadable`."""
        return iter(self._states.ask(folder, lambda state: list(state.digests())))

    def close(self) -> None:
        """Give back files and memory; the next question opens anew."""
        self._states.close()
