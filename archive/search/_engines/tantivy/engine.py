"""The tantivy engine: an index is a folder, every question is asked of a snapshot."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import TypeVar

from archive.search._engines.protocol import Answer, Request, Unreadable
from archive.search._fields import Document
from archive.search._tree import Node

from . import answering, costs, likeness, writing
from .schema import plain
from .snapshot import Snapshot

Found = TypeVar("Found")
_TRIES = 3  # a commit may take files away between listing and opening them
MOST_SNAPSHOTS = 2  # folders with an open state


class Tantivy:
    """`archive.search._engines.protocol.Engine` on tantivy's files."""

    name = "tantivy"

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: dict[Path, Snapshot] = {}

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
        return self._ask(folder, lambda state: answering.answer(state, request))

    def is_dear(self, folder: Path, tree: Node) -> bool:
        """Whether a tree would read too many stored words. Raises `Unreadable`."""
        return self._ask(folder, lambda state: costs.is_dear(state, tree))

    def frequencies(
        self, folder: Path, words: Iterable[tuple[str, str]]
    ) -> tuple[int, list[int]]:
        """Documents in all, and those that hold each (field, term)."""
        asked = [(field, plain(term)) for field, term in words]

        def counted(state: Snapshot) -> tuple[int, list[int]]:
            return state.size, [state.searcher.doc_freq(*word) for word in asked]

        return self._ask(folder, counted)

    def similar(self, folder: Path, term: str) -> list[str]:
        """Words that differ from `term` in two letters at most; reads all words that
        begin with its first letter. Raises `Unreadable`."""
        return self._ask(folder, lambda state: likeness.similar(state, plain(term)))

    def beginning(
        self, folder: Path, field: str, begin: str, most: int
    ) -> list[tuple[str, int]]:
        """Words that begin so, with their documents. Raises `Unreadable`."""

        def read(state: Snapshot) -> list[tuple[str, int]]:
            found = state.searcher.terms_with_prefix(field, plain(begin), limit=most)
            return sorted(found)

        return self._ask(folder, read)

    def digests(self, folder: Path) -> Iterator[tuple[int, str]]:
        """Entry id and digest of every document. Raises `Unreadable`."""
        return iter(self._ask(folder, lambda state: list(state.digests())))

    def close(self) -> None:
        """Give back files and memory; the next question opens anew."""
        with self._lock:
            self._open.clear()

    def _ask(self, folder: Path, question: Callable[[Snapshot], Found]) -> Found:
        reason: BaseException | None = None
        for _again in range(_TRIES):
            try:
                return question(self._snapshot(folder))
            except BaseException as error:  # a broken file raises anything at all
                if not isinstance(error, Exception) and not writing.is_panic(error):
                    raise
                reason = error
                with self._lock:
                    self._open.pop(folder, None)
        logging.getLogger(__name__).info("index not readable", exc_info=reason)
        raise Unreadable(str(reason)) from reason

    def _snapshot(self, folder: Path) -> Snapshot:
        held = self._open.get(folder)
        if held is not None and held.is_current():
            return held
        with self._lock:
            held = self._open.get(folder)
            if held is None or not held.is_current():
                held = Snapshot(folder, held)
                self._open.pop(folder, None)
                self._open[folder] = held
                while len(self._open) > MOST_SNAPSHOTS:
                    self._open.pop(next(iter(self._open)))
            return held
