"""Readers' pages in memory, for as long as nothing in the database changes."""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from gzip import compress
from itertools import count
from threading import Lock

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.utils import timezone

from archive.models import Entry
from archive.models.database_state import read_database_state
from archive.models.held_values import DatabasePeriod

# What is not in the database, as fonts and the index of words, shows after so long.
LONGEST_PERIOD = timedelta(minutes=5)
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


_latest: dict[str, DatabasePeriod] = {}  # by database
_numbers = count(1)


def find_database_period(at: datetime) -> DatabasePeriod | None:
    """The period of now; None where nothing tells whether the database changed, as
    within a transaction. A statement, and one query where a period begins."""
    state = read_database_state()
    if not state:
        return None
    database = str(connection.settings_dict["NAME"])
    latest = _latest.get(database)
    if latest is None or not latest.holds(f"{database} {state}", at):
        try:
            latest = _begin_period(f"{database} {state}", at)
        except DatabaseError:  # whoever reads rows says what is wrong
            return None
        _latest[database] = latest
    return latest


def _begin_period(state: str, began: datetime) -> DatabasePeriod:
    """One query for the next embargo."""
    today = timezone.localtime(began).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = [began + LONGEST_PERIOD, today + timedelta(days=1)]
    embargo = Entry.objects.find_next_embargo_end(began)
    ends += [embargo] if embargo else []
    return DatabasePeriod(state, began, min(ends), os.getpid(), next(_numbers))


Address = tuple[str, ...]


class PageCache:
    """The pages of one period; those that were asked for longest ago give way.

    Several threads may use it.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._lock = Lock()
        self._period: DatabasePeriod | None = None
        self._pages: OrderedDict[Address, CachedPage] = OrderedDict()
        self._bytes = 0

    def find(self, address: Address, period: DatabasePeriod) -> CachedPage | None:
        """The page at an address; all pages of another period are given up."""
        with self._lock:
            if period != self._period:
                self._begin(period)
            page = self._pages.get(address)
            if page is not None:
                self._pages.move_to_end(address)
            return page

    def add(self, address: Address, page: CachedPage, period: DatabasePeriod) -> None:
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

    def _begin(self, period: DatabasePeriod) -> None:
        self._period, self._bytes = period, 0
        self._pages.clear()
