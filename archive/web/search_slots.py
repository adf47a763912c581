"""Limits how many searches a process runs at once, so that other pages stay quick, and
shares them out fairly among readers."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event, Lock

from archive.web.reader_buckets import SHARED, get_bucket, is_shared

MOST_RUNNING = 2  # more would only share the processors' time
MOST_WAITING_SEARCHES = 16  # with those above, well below the threads of `serve`
MOST_WAITING_OF_BUCKET = 4
MOST_WAITING_SHARED = 10  # of all readers whom no address tells apart
MOST_WAIT_SECONDS = 5.0
BUSY_RETRY_AFTER = 10  # seconds


class TooManySearches(Exception):
    """All slots and all places to wait are taken."""


class _Waiter:
    """A search that waits; `is_decided` is set when it may run or is sent away."""

    def __init__(self) -> None:
        self.is_decided = Event()
        self.may_run = False


class SearchSlots:
    """Slots for running searches, and places for waiting ones.

    Whose turn it is goes round the buckets of readers (`reader_buckets`): fifty
    searches of one client delay another reader by one search. Where all places are
    taken, the bucket with the most gives one up to a bucket with fewer; so it is among
    the circuits of Tor where all places of its readers are taken.
    """

    def __init__(
        self,
        at_once: int,
        most_waiting: int,
        patience: float,
        *,
        most_of_bucket: int = MOST_WAITING_OF_BUCKET,
        most_shared: int = MOST_WAITING_SHARED,
    ) -> None:
        self._free = at_once
        self._most_waiting = most_waiting
        self._patience = patience
        self._most_of_bucket = most_of_bucket
        self._most_shared = most_shared
        self._lock = Lock()
        self._queues: OrderedDict[str, deque[_Waiter]] = OrderedDict()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold a slot, waiting for one where necessary.

        Raises `TooManySearches`: at once where too many wait already, else after the
        longest wait, or when the place goes to somebody who has none.
        """
        self._acquire(get_bucket())
        try:
            yield
        finally:
            self._release()

    def count_waiting(self) -> int:
        """How many searches wait."""
        with self._lock:
            return sum(map(len, self._queues.values()))

    def count_free(self) -> int:
        """How many slots nobody holds."""
        with self._lock:
            return self._free

    def _acquire(self, bucket: str) -> None:
        waiter = _Waiter()
        with self._lock:
            if self._free:
                self._free -= 1
                return
            self._make_room(bucket)
            self._queues.setdefault(bucket, deque()).append(waiter)
        waiter.is_decided.wait(self._patience)
        with self._lock:
            if waiter.may_run:
                return
            if not waiter.is_decided.is_set():
                self._remove(bucket, waiter)
        raise TooManySearches

    def _make_room(self, bucket: str) -> None:
        """Make sure that one more of this bucket may wait, or raise."""
        waiting = {name: len(queue) for name, queue in self._queues.items()}
        own = waiting.get(bucket, 0)
        if bucket != SHARED and own >= self._most_of_bucket:
            raise TooManySearches
        of_tor = {name: number for name, number in waiting.items() if is_shared(name)}
        is_full = sum(waiting.values()) >= self._most_waiting
        if is_shared(bucket) and sum(of_tor.values()) >= self._most_shared:
            waiting, is_full = of_tor, True
        if not is_full:
            return
        largest = max(waiting, key=lambda name: waiting[name], default=bucket)
        if waiting.get(largest, 0) <= own + 1:
            raise TooManySearches
        last = self._queues[largest][-1]
        self._remove(largest, last)
        last.is_decided.set()

    def _release(self) -> None:
        with self._lock:
            if not self._queues:
                self._free += 1
                return
            bucket, queue = next(iter(self._queues.items()))
            waiter = queue[0]
            self._remove(bucket, waiter)
            if bucket in self._queues:
                self._queues.move_to_end(bucket)
            waiter.may_run = True
            waiter.is_decided.set()

    def _remove(self, bucket: str, waiter: _Waiter) -> None:
        self._queues[bucket].remove(waiter)
        if not self._queues[bucket]:
            del self._queues[bucket]


SEARCH_SLOTS = SearchSlots(MOST_RUNNING, MOST_WAITING_SEARCHES, MOST_WAIT_SECONDS)
_is_holding = ContextVar("_is_holding", default=False)


@contextmanager
def hold_search_slot(query: str) -> Iterator[None]:
    """Hold a slot while the index is asked for the words of `query`, or while what an
    address names is drawn.

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
