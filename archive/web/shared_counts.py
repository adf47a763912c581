"""Counts that processes share without a file or a database."""

from __future__ import annotations

import mmap
from hashlib import blake2b

ROWS = 3
PLACES = 2**16  # in each row
MOST = 2**16 - 1  # that a place holds


class SharedCounts:
    """How often each name was counted in a period, for this process and all that are
    forked from it later.

    A count–min sketch (Cormode and Muthukrishnan 2005) in memory without a name: each
    name has a place in every row, and its count is the least of these. It is never too
    small, and too large only where other names share all its places: with 1,000 names
    one in 5,000. Nothing is locked, so a killed process blocks nobody; two that count
    at the same instant may count as one.
    """

    def __init__(self) -> None:
        # The last place is the number of the period.
        self._memory = mmap.mmap(-1, 2 * (ROWS * PLACES + 1))
        self._places = memoryview(self._memory).cast("H")

    def read(self, name: str, period: int) -> int:
        """How often the name was counted in the period."""
        self._begin(period)
        return min(self._places[place] for place in _find_places(name))

    def add(self, name: str, period: int) -> None:
        """Count the name once."""
        self._begin(period)
        places = _find_places(name)
        count = min(min(self._places[place] for place in places) + 1, MOST)
        for place in places:
            self._places[place] = max(self._places[place], count)

    def _begin(self, period: int) -> None:
        """Forget all counts of another period."""
        number = period % (MOST + 1)
        if self._places[ROWS * PLACES] != number:
            self._memory[: 2 * ROWS * PLACES] = bytes(2 * ROWS * PLACES)
            self._places[ROWS * PLACES] = number


def _find_places(name: str) -> list[int]:
    digest = blake2b(name.encode(), digest_size=2 * ROWS).digest()
    return [
        row * PLACES + int.from_bytes(digest[2 * row : 2 * row + 2])
        for row in range(ROWS)
    ]
