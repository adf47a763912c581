"""Limits how many searches a process runs at once, so that other pages stay quick."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import BoundedSemaphore

MOST_RUNNING = 2  # more would only share the processors' time
MOST_WAITING_SEARCHES = 16  # with those above, well below the threads of `serve`
MOST_WAIT_SECONDS = 5.0
BUSY_RETRY_AFTER = 10  # seconds


class TooManySearches(Exception):
    """All slots and all places to wait are taken."""


class SearchSlots:
    """Slots for running searches, and places for waiting ones.

    Readers are not told apart: whoever comes when all are taken is refused.
    """

    def __init__(self, at_once: int, most_waiting: int, patience: float) -> None:
        self._running = BoundedSemaphore(at_once)
        self._inside = BoundedSemaphore(at_once + most_waiting)
        self._patience = patience

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold a slot, waiting for one where necessary.

        Raises `TooManySearches`: at once where too many wait already, else after the
        longest wait.
        """
        if not self._inside.acquire(blocking=False):
            raise TooManySearches
        try:
            if not self._running.acquire(timeout=self._patience):
                raise TooManySearches
            try:
                yield
            finally:
                self._running.release()
        finally:
            self._inside.release()


SEARCH_SLOTS = SearchSlots(MOST_RUNNING, MOST_WAITING_SEARCHES, MOST_WAIT_SECONDS)
_is_holding = ContextVar("_is_holding", default=False)


@contextmanager
def hold_search_slot(query: str) -> Iterator[None]:
    """Hold a slot while the index is asked for the words of `query`.

    Without words nothing is held: lists and pages of regions never queue with searches.
    Inside a block that holds a slot it is that one: who waited for a second one could
    wait for himself. Leave the block before the page is rendered. Raises
    `TooManySearches`.
    """
    if not query or _is_holding.get():
        yield
        return
    with SEARCH_SLOTS.hold():
        before = _is_holding.set(True)
        try:
            yield
        finally:
            _is_holding.reset(before)
