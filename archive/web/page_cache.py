"""Readers' pages in memory, for as long as nothing in the database changes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from gzip import compress
from threading import Lock

from django.http import HttpResponse

BYTES_PER_PAGE = 4_000  # of a page's address, headers and places in memory


@dataclass(frozen=True)
class CachedPage:
    """An answer with status 200, also as it is after compression."""

    content: bytes
    compressed: bytes
    headers: dict[str, str]

    def count_bytes(self) -> int:
        """About how much memory it takes."""
        return len(self.content) + len(self.compressed) + BYTES_PER_PAGE


class CachedResponse(HttpResponse):
    """A response that knows its compressed form."""

    def __init__(self, page: CachedPage) -> None:
        super().__init__(page.content, headers=page.headers)
        self.page = page

    def is_unchanged(self) -> bool:
        """Whether its content is still that of the page."""
        return bool(self.content == self.page.content)


def compress_content(content: bytes) -> bytes:
    """Content as a gzip file, the same each time. A millisecond for 40,000 bytes."""
    return compress(content, 5, mtime=0)


@dataclass(frozen=True)
class CachePeriod:
    """What pages were made from: a state of the database, at a time.

    The clock alone changes pages when an embargo ends; `until` is that moment.
    """

    state: str
    since: datetime
    until: datetime

    def holds(self, state: str, at: datetime) -> bool:
        """Whether a page that is made at this time from this state is of the period."""
        return state == self.state and self.since <= at < self.until


Address = tuple[str, ...]


class PageCache:
    """The pages of one period; those that were asked for longest ago give way.

    Several threads may use it.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._lock = Lock()
        self._period: CachePeriod | None = None
        self._pages: OrderedDict[Address, CachedPage] = OrderedDict()
        self._bytes = 0

    def get_period(self, state: str, at: datetime) -> CachePeriod | None:
        """The period in which pages of this state and time are, if there are any."""
        period = self._period
        return period if period and period.holds(state, at) else None

    def find(self, address: Address, state: str, at: datetime) -> CachedPage | None:
        """The page at an address; where state or time ended the period, all pages of
        it are given up."""
        with self._lock:
            if self.get_period(state, at) is None:
                self._begin(None)
            page = self._pages.get(address)
            if page is not None:
                self._pages.move_to_end(address)
            return page

    def add(self, address: Address, page: CachedPage, period: CachePeriod) -> None:
        """Hold a page of a period; pages of another period are given up."""
        size = page.count_bytes()
        if size > self._most:
            return
        with self._lock:
            if period != self._period:
                self._begin(period)
            former = self._pages.pop(address, None)
            self._bytes += size - (former.count_bytes() if former else 0)
            self._pages[address] = page
            while self._bytes > self._most:
                _address, oldest = self._pages.popitem(last=False)
                self._bytes -= oldest.count_bytes()

    def _begin(self, period: CachePeriod | None) -> None:
        self._period, self._bytes = period, 0
        self._pages.clear()
