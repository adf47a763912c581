"""Snapshots of indexes: what a commit left, and which of them are open."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from .held_counts import HeldCounts
from .index_folder import MappedFiles, refuse_shared_folder
from .protocol import IndexUnreadable

_MOST_TRIES = 3  # a commit may take files away between listing and opening them
MOST_OPEN_INDEXES = 2  # folders with an open snapshot
SnapshotKey = tuple[int, ...]


class IndexSnapshot(ABC):
    """What a commit left in a folder, open for questions.

    It is immutable and safe for several threads. Whoever makes one sets `size`, the
    number of living documents, and `files`, which it reads from.
    """

    size: int
    files: MappedFiles

    def __init__(self, folder: Path) -> None:
        refuse_shared_folder(folder)
        self.folder = folder
        self.key = self.read_key(folder)
        self.counts = HeldCounts()

    @staticmethod
    @abstractmethod
    def read_key(folder: Path) -> SnapshotKey:
        """What tells one commit from another, read from the folder. Raises
        `IndexUnreadable`."""

    def is_current(self) -> bool:
        """Whether this is the newest snapshot still.

        Raises `IndexUnreadable` where a file in use was changed: reading what was cut
        off would end the process.
        """
        if self.key != self.read_key(self.folder):
            return False
        self.files.check_unchanged()
        return True

    @abstractmethod
    def count_documents_with(self, field: str, term: str) -> int:
        """How many living documents hold the term: what was taken out tells nothing."""

    @abstractmethod
    def iter_words(
        self, field: str, prefix: str, most: int | None = None
    ) -> Iterable[tuple[str, int]]:
        """(term, living documents) of a field's terms that begin so; of each part of
        the index at most so many, so that a term may come several times."""

    @abstractmethod
    def iter_spellings(self, field: str, prefix: str) -> Iterable[str]:
        """A field's terms that begin so, several times some, and also those of deleted
        documents alone: whoever shows one asks first how many documents hold it."""

    @abstractmethod
    def iter_digests(self) -> Iterator[tuple[int, str]]:
        """Entry id and digest of every living document."""


AnySnapshot = TypeVar("AnySnapshot", bound=IndexSnapshot)
Answer = TypeVar("Answer")


class SnapshotCache(Generic[AnySnapshot]):
    """The open snapshots, for several threads.

    `open_newest` opens the newest of a folder, and is lent the one before it;
    `is_harm` knows what a broken file makes the engine raise besides exceptions.
    """

    def __init__(
        self,
        open_newest: Callable[[Path, AnySnapshot | None], AnySnapshot],
        is_harm: Callable[[BaseException], bool] = lambda _error: False,
    ) -> None:
        self._open_newest = open_newest
        self._is_harm = is_harm
        self._lock = Lock()
        self._open: dict[Path, AnySnapshot] = {}

    def ask(self, folder: Path, question: Callable[[AnySnapshot], Answer]) -> Answer:
        """What the newest snapshot of a folder answers. Raises `IndexUnreadable`."""
        reason: BaseException | None = None
        for _try in range(_MOST_TRIES):
            try:
                return question(self._get_newest(folder))
            except BaseException as error:  # a broken file raises anything at all
                if not isinstance(error, Exception) and not self._is_harm(error):
                    raise
                reason = error
                with self._lock:
                    self._open.pop(folder, None)
        logging.getLogger(__name__).info("index not readable", exc_info=reason)
        raise IndexUnreadable(str(reason)) from reason

    def close(self) -> None:
        """Give all of them back; the next question opens anew."""
        with self._lock:
            self._open.clear()

    def _get_newest(self, folder: Path) -> AnySnapshot:
        snapshot = self._open.get(folder)
        if snapshot is not None and snapshot.is_current():
            return snapshot
        with self._lock:
            snapshot = self._open.get(folder)
            if snapshot is None or not snapshot.is_current():
                snapshot = self._open_newest(folder, snapshot)
                self._open.pop(folder, None)
                self._open[folder] = snapshot
                while len(self._open) > MOST_OPEN_INDEXES:
                    self._open.pop(next(iter(self._open)))
            return snapshot
