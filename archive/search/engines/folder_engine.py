"""What all engines that keep an index in a folder do alike."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic

from .document_fields import IndexDocument
from .near_words import find_near_words
from .open_snapshots import AnySnapshot, SnapshotCache
from .protocol import SearchAnswer, SearchRequest
from .query_tree import QueryNode


class FolderEngine(ABC, Generic[AnySnapshot]):
    """A `SearchEngine` that asks every question of the newest snapshot of a folder.

    An engine says how an index is created and written, and how a snapshot of it
    answers. All questions raise `IndexUnreadable`.
    """

    name: str

    def __init__(
        self,
        open_newest: Callable[[Path, AnySnapshot | None], AnySnapshot],
        is_harm: Callable[[BaseException], bool] = lambda _error: False,
    ) -> None:
        self._snapshots = SnapshotCache(open_newest, is_harm)

    @abstractmethod
    def create(self, folder: Path) -> None:
        """An empty index in an empty folder, durable."""

    @abstractmethod
    def write(
        self, folder: Path, documents: Iterable[IndexDocument], removed: Iterable[int]
    ) -> None:
        """Replace documents by id and take ids out, in one durable commit."""

    @abstractmethod
    def _answer(self, snapshot: AnySnapshot, request: SearchRequest) -> SearchAnswer:
        """The answer from one snapshot."""

    @abstractmethod
    def _is_too_expensive(self, snapshot: AnySnapshot, tree: QueryNode) -> bool:
        """Whether a tree would read too much of one snapshot."""

    def evaluate(self, folder: Path, request: SearchRequest) -> SearchAnswer:
        """Answer from the newest commit; numbers alone are held until the next."""
        return self._snapshots.ask(
            folder,
            lambda snapshot: snapshot.counts.make(
                request, lambda: self._answer(snapshot, request)
            ),
        )

    def is_too_expensive(self, folder: Path, tree: QueryNode) -> bool:
        """Whether a tree would read so much that it must be cut."""
        return self._snapshots.ask(
            folder, lambda snapshot: self._is_too_expensive(snapshot, tree)
        )

    def count_documents_with(
        self, folder: Path, words: Iterable[tuple[str, str]]
    ) -> tuple[int, list[int]]:
        """Documents in all, and those that hold each (field, term)."""
        word_list = list(words)
        return self._snapshots.ask(
            folder,
            lambda snapshot: (
                snapshot.size,
                [snapshot.count_documents_with(*word) for word in word_list],
            ),
        )

    def find_near_words(self, folder: Path, term: str) -> list[str]:
        """Words that differ from `term` in two letters at most; reads all words that
        begin with its first letter."""
        return self._snapshots.ask(
            folder, lambda snapshot: find_near_words(snapshot, term)
        )

    def list_words_with_prefix(
        self, folder: Path, field: str, prefix: str, most: int
    ) -> list[tuple[str, int]]:
        """Words that begin so, in order, each with its number of documents."""

        def read(snapshot: AnySnapshot) -> list[tuple[str, int]]:
            counts: Counter[str] = Counter()
            for word, documents in snapshot.iter_words(field, prefix, most):
                counts[word] += documents
            return sorted(counts.items())[:most]

        return self._snapshots.ask(folder, read)

    def list_digests(self, folder: Path) -> list[tuple[int, str]]:
        """Entry id and digest of every document."""
        return self._snapshots.ask(
            folder, lambda snapshot: list(snapshot.iter_digests())
        )

    def close(self) -> None:
        """Give back files and memory; the next question opens anew."""
        self._snapshots.close()
