"""Decoded arrays, kept up to a number of bytes, the longest unused given up first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

BYTES_PER_KEY = 200  # bytes of a key and its place


class LruCache:
    """A cache for several threads. Two threads may make the same value at once."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._lock = Lock()
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], tuple[Any, int]]) -> Any:
        """The value under `key`; `make` gives it with its size in bytes."""
        with self._lock:
            cached = self._values.get(key)
            if cached is not None:
                self._values.move_to_end(key)
                return cached[0]
        value, size = make()
        size += BYTES_PER_KEY
        with self._lock:
            before = self._values.pop(key, None)
            self._values[key] = (value, size)
            self._bytes += size - (before[1] if before else 0)
            while self._bytes > self._most and len(self._values) > 1:
                _key, (_value, freed) = self._values.popitem(last=False)
                self._bytes -= freed
        return value

    def clear(self) -> None:
        """Give all up."""
        with self._lock:
            self._values.clear()
            self._bytes = 0
