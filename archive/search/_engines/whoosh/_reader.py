"""One open searcher for all threads, refreshed when the index has changed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

from whoosh import index
from whoosh.searching import Searcher

Answer = TypeVar("Answer")
_TOC = re.compile(r"_MAIN_(\d+)\.toc")
_TRIES, _PAUSE = 3, 0.05  # while the folders are being swapped


class Unreadable(Exception):
    """The index cannot be read now."""


class Reader:
    """A searcher on the newest state of one folder.

    A whoosh searcher belongs to one thread at a time, so it is used under a lock.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: tuple[Path, str, int] | None = None
        self._searcher: Searcher | None = None

    def ask(
        self, folder: Path, stamp: Path, question: Callable[[Searcher], Answer]
    ) -> Answer:
        """What `question` gets from the searcher. Raises `Unreadable` after a few
        tries; then the stamp that vouched for the index is taken away, unless it is
        another one by now."""
        reason: Exception | None = None
        state: tuple[Path, str, int] | None = None
        with self._lock:
            for _again in range(_TRIES):
                try:
                    state = _state(folder, stamp)
                    return question(self._opened(state))
                except Exception as error:  # a broken file raises anything at all
                    self._close()
                    reason = error
                    time.sleep(_PAUSE)
        if state and _read(stamp) == state[1]:
            stamp.unlink(missing_ok=True)
        raise Unreadable(str(reason)) from reason

    def _opened(self, state: tuple[Path, str, int]) -> Searcher:
        if self._searcher is None or self._state != state:
            self._close()
            self._searcher = index.open_dir(state[0]).searcher()
            self._state = state
        return self._searcher

    def _close(self) -> None:
        if self._searcher is not None:
            self._searcher.close()
        self._searcher = self._state = None


def _read(stamp: Path) -> str:
    """What the stamp says; nothing while the folders are being swapped."""
    try:
        return stamp.read_text("utf-8")
    except OSError:
        return ""


def _state(folder: Path, stamp: Path) -> tuple[Path, str, int]:
    """What tells one state of the index from another: rebuild and commit."""
    found = [_TOC.fullmatch(path.name) for path in folder.iterdir()]
    newest = max((int(toc[1]) for toc in found if toc), default=-1)
    return folder, stamp.read_text("utf-8"), newest
