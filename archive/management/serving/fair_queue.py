"""The queue of requests that wait for a thread: turns go round the readers.

Waitress asks its dispatcher's queue for the next request, and holds the dispatcher's
lock whenever it does.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from threading import Condition
from typing import Any

from waitress.task import ThreadedTaskDispatcher

from archive.web.reader_buckets import SHARED, find_bucket

MOST_PARALLEL = 12  # requests of one bucket that are answered at once
MOST_PARALLEL_SHARED = 28  # of all readers whom no address tells apart


class _Turn:
    """A request whose turn it is, as waitress's thread runs it."""

    def __init__(self, queue: FairQueue, bucket: str, channel: Any) -> None:
        self._queue, self._bucket, self._channel = queue, bucket, channel

    def service(self) -> None:
        """Answer it; then the bucket may have another."""
        try:
            self._channel.service()
        finally:
            self._queue.end_turn(self._bucket)

    def cancel(self) -> None:
        """The server stops."""
        self._channel.cancel()


class FairQueue:
    """Requests by bucket of their reader, each bucket in order of arrival.

    True while a request may run: a bucket that has as many threads as it may have
    waits, and leaves the other threads to others.
    """

    def __init__(self, may_run: Condition) -> None:
        self._may_run = may_run  # of the dispatcher, whose lock it shares
        self._waiting: OrderedDict[str, deque[Any]] = OrderedDict()
        self._running: Counter[str] = Counter()

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def __bool__(self) -> bool:
        return self._find_next() is not None

    def append(self, channel: Any) -> None:
        """Add the request that a connection has received whole."""
        bucket = _find_bucket_of(channel)
        self._waiting.setdefault(bucket, deque()).append(channel)

    def popleft(self) -> _Turn:
        """The next request; raises IndexError where none may run."""
        bucket = self._find_next()
        if bucket is None:
            raise IndexError
        channel = self._waiting[bucket].popleft()
        if self._waiting[bucket]:
            self._waiting.move_to_end(bucket)
        else:
            del self._waiting[bucket]
        self._running[bucket] += 1
        return _Turn(self, bucket, channel)

    def end_turn(self, bucket: str) -> None:
        """A request of this bucket was answered. Takes the lock."""
        with self._may_run:
            self._running[bucket] -= 1
            if not self._running[bucket]:
                del self._running[bucket]
            self._may_run.notify()

    def _find_next(self) -> str | None:
        for bucket in self._waiting:
            most = MOST_PARALLEL_SHARED if bucket == SHARED else MOST_PARALLEL
            if self._running[bucket] < most:
                return bucket
        return None


def _find_bucket_of(channel: Any) -> str:
    headers = channel.requests[0].headers if channel.requests else {}
    return find_bucket(channel.addr[0], headers.get("X_FORWARDED_FOR", ""))


class FairDispatcher(ThreadedTaskDispatcher):
    """Waitress's threads, with a fair queue before them."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self.queue = FairQueue(self.queue_cv)
        self.set_thread_count(threads)
