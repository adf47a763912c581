"""Open states of indexes: each question is asked of the newest one of its folder."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, Protocol, TypeVar

from .protocol import IndexUnreadable

_MOST_TRIES = 3  # a commit may take files away between listing and opening them
MOST_OPEN_INDEXES = 2  # folders with an open state


class IndexSnapshot(Protocol):
    """What a commit left, as it is read; immutable."""

    def is_current(self) -> bool:
        """Whether it is the newest of its folder still. Raises where a file in use
        was changed."""


Held = TypeVar("Held", bound=IndexSnapshot)
Found = TypeVar("Found")


class SnapshotCache(Generic[Held]):
    """The states that are open, for several threads. `opened` opens the newest of a
    folder, and is lent the one before it; `is_harm` knows what a broken file makes the
    engine raise besides exceptions."""

    def __init__(
        self,
        opened: Callable[[Path, Held | None], Held],
        is_harm: Callable[[BaseException], bool] = lambda _error: False,
    ) -> None:
        self._opened = opened
        self._is_harm = is_harm
        self._lock = Lock()
        self._open: dict[Path, Held] = {}

    def ask(self, folder: Path, question: Callable[[Held], Found]) -> Found:
        """What the newest state of a folder answers. Raises `IndexUnreadable`."""
        reason: BaseException | None = None
        for _again in range(_MOST_TRIES):
            try:
                return question(self._newest(folder))
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

    def _newest(self, folder: Path) -> Held:
        held = self._open.get(folder)
        if held is not None and held.is_current():
            return held
        with self._lock:
            held = self._open.get(folder)
            if held is None or not held.is_current():
                held = self._opened(folder, held)
                self._open.pop(folder, None)
                self._open[folder] = held
                while len(self._open) > MOST_OPEN_INDEXES:
                    self._open.pop(next(iter(self._open)))
            return held
