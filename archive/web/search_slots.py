"""How many searches a process answers at once: so that those which cost most leave
room for every other page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

AT_ONCE = 2  # more would only share the processors' time
MOST_WAITING = 16  # with those above, well below the threads of `serve`
PATIENCE = 5.0  # seconds
RETRY_AFTER = 10  # seconds


class Busy(Exception):
    """As many searches run and wait as may."""


class Turns:
    """Places of those who search, and of those who wait for one. No reader is told
    from another: who comes when all are taken is sent away."""

    def __init__(self, at_once: int, most_waiting: int, patience: float) -> None:
        self._running = BoundedSemaphore(at_once)
        self._inside = BoundedSemaphore(at_once + most_waiting)
        self._patience = patience

    @contextmanager
    def taken(self) -> Iterator[None]:
        """A turn, waited for where it must be. Raises `Busy`: at once where too many
        wait already, else after the patience."""
        if not self._inside.acquire(blocking=False):
            raise Busy
        try:
            if not self._running.acquire(timeout=self._patience):
                raise Busy
            try:
                yield
            finally:
                self._running.release()
        finally:
            self._inside.release()


TURNS = Turns(AT_ONCE, MOST_WAITING, PATIENCE)
