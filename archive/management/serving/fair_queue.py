"""The queue of requests that wait for a thread: turns go round the readers.

Waitress asks its dispatcher's queue for the next request, and holds the dispatcher's
lock whenever it does.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from threading import Condition
from typing import Any, NamedTuple

from waitress.task import ThreadedTaskDispatcher

from archive.web.reader_buckets import SHARED, find_bucket, is_shared

# Requests that are answered at once. Threads share one processor: a page beside four
# others takes five times as long.
MOST_PARALLEL = 4  # of one bucket, in each process
MOST_PARALLEL_FORMS = (
    2  # of one bucket, sent with POST: they cost more, and come seldom
)
# Of all readers whom no address tells apart; more than may wait for a search.
MOST_PARALLEL_SHARED = 16
MOST_PARALLEL_SHARED_FORMS = 4


class _Lane(NamedTuple):
    """Requests that wait for one another: those of a bucket, pages and forms apart."""

    bucket: str
    is_form: bool

    def find_limits(self) -> Iterator[tuple[_Lane, int]]:
        """Whose running requests it counts for, and how many of those may be."""
        if is_shared(self.bucket):
            most = MOST_PARALLEL_SHARED_FORMS if self.is_form else MOST_PARALLEL_SHARED
            yield _Lane(SHARED, self.is_form), most
        if self.bucket != SHARED:
            yield self, MOST_PARALLEL_FORMS if self.is_form else MOST_PARALLEL


class _Turn:
    """A request whose turn it is, as waitress's thread runs it."""

    def __init__(self, queue: FairQueue, lane: _Lane, channel: Any) -> None:
        self._queue, self._lane, self._channel = queue, lane, channel

    def service(self) -> None:
        """Answer it; then its lane may have another."""
        try:
            self._channel.service()
        finally:
            self._queue.end_turn(self._lane)

    def cancel(self) -> None:
        """The server stops."""
        self._channel.cancel()


class FairQueue:
    """Requests by bucket of their reader, pages and forms apart, each in order of
    arrival.

    True while a request may run: a bucket that has as many threads as it may have
    waits, and leaves the other threads to others.
    """

    def __init__(self, may_run: Condition) -> None:
        self._may_run = may_run  # of the dispatcher, whose lock it shares
        self._waiting: OrderedDict[_Lane, deque[Any]] = OrderedDict()
        self._running: Counter[_Lane] = Counter()

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def __bool__(self) -> bool:
        return self._find_next() is not None

    def append(self, channel: Any) -> None:
        """Add the request that a connection has received whole."""
        self._waiting.setdefault(_find_lane(channel), deque()).append(channel)

    def popleft(self) -> _Turn:
        """The next request; raises IndexError where none may run."""
        lane = self._find_next()
        if lane is None:
            raise IndexError
        channel = self._waiting[lane].popleft()
        if self._waiting[lane]:
            self._waiting.move_to_end(lane)
        else:
            del self._waiting[lane]
        self._running.update(limited for limited, _most in lane.find_limits())
        return _Turn(self, lane, channel)

    def end_turn(self, lane: _Lane) -> None:
        """A request of this lane was answered. Takes the lock."""
        with self._may_run:
            for limited, _most in lane.find_limits():
                self._running[limited] -= 1
                if not self._running[limited]:
                    del self._running[limited]
            self._may_run.notify()

    def _find_next(self) -> _Lane | None:
        for lane in self._waiting:
            limits = lane.find_limits()
            if all(self._running[limited] < most for limited, most in limits):
                return lane
        return None


def _find_lane(channel: Any) -> _Lane:
    request = channel.requests[0] if channel.requests else None
    headers = request.headers if request else {}
    bucket = find_bucket(channel.addr[0], headers.get("X_FORWARDED_FOR", ""))
    # What could not be read has no command.
    return _Lane(bucket, getattr(request, "command", "") == "POST")


class FairDispatcher(ThreadedTaskDispatcher):
    """Waitress's threads, with a fair queue before them."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self.queue = FairQueue(self.queue_cv)
        self.set_thread_count(threads)
