"""Keeps the C library's heaps few: each of 35 threads would get one of its own."""

from __future__ import annotations

import ctypes

MOST_HEAPS = 2
M_ARENA_MAX = -8  # glibc's malloc.h


def limit_heaps() -> bool:
    """Let all threads that begin from now on share `MOST_HEAPS` heaps.

    They run Python one at a time, so they rarely wait for each other there, and what
    one gave back the next can use. False where the C library is another than glibc,
    which knows no such heaps.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(M_ARENA_MAX, MOST_HEAPS) == 1
