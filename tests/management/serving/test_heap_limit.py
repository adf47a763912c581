"""Threads share heaps of the C library."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from archive.settings import BASE_DIR

THREADS = 16
# A heap reserves 64 MiB of addresses when a thread first asks it for memory.
COUNT_HEAPS = f"""
import re, threading
from pathlib import Path
from archive.management.serving.heap_limit import limit_heaps

def read_size():
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmSize:\\s+(\\d+)", status)[1])

def hold_memory():
    held = [bytearray(5000) for _ in range(50)]
    ready.wait()
    measured.wait()

LIMIT
ready, measured = threading.Barrier({THREADS} + 1), threading.Event()
threading.stack_size(256 * 1024)
before = read_size()
for _thread in range({THREADS}):
    threading.Thread(target=hold_memory).start()
ready.wait()
print((read_size() - before) // (64 * 1024))
measured.set()
"""


def count_heaps(first):
    """How many heaps threads got, about, in a process that began with a statement."""
    ended = subprocess.run(
        [sys.executable, "-c", COUNT_HEAPS.replace("LIMIT", first)],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(ended.stdout)


@pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "gnu_get_libc_version"), reason="not glibc"
)
def test_threads_share_two_heaps():
    assert count_heaps("pass") > 4
    assert count_heaps("assert limit_heaps()") <= 2
