"""A plugin of pytest: which functions each test calls, and how long it takes.

It imports nothing of the package, because it is copied beside a tree that may lack it.
Calls in threads count; calls in other processes do not.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Generator
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any

import pytest

Function = tuple[str, int]  # the path of its file, and its first line

CALLED: set[Function] = set()
RECORDS: list[dict[str, Any]] = []
PREPARED = pytest.StashKey[set[Function]]()
ROOT = f"{Path.cwd()}{os.sep}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--calls=FILE`: where to write."""
    parser.addoption("--calls")


def trace_call(frame: FrameType, _event: str, _argument: Any) -> None:
    """Note the function of a new frame, and trace nothing inside of it."""
    code = frame.f_code
    if code.co_filename.startswith(ROOT):
        CALLED.add((code.co_filename[len(ROOT) :], code.co_firstlineno))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Record one test from the making of its fixtures to their end."""
    CALLED.clear()
    begun = monotonic()
    threading.settrace(trace_call)
    sys.settrace(trace_call)
    try:
        return (yield)
    finally:
        sys.settrace(None)
        threading.settrace(None)
        prepared = item.stash.get(PREPARED, set())
        RECORDS.append(
            {
                "test": item.nodeid,
                "seconds": monotonic() - begun,
                "prepared": sorted(prepared),
                "called": sorted(CALLED - prepared),
            }
        )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """What was called until here made fixtures, of which other tests may live."""
    item.stash[PREPARED] = set(CALLED)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write all records as JSON."""
    path = Path(session.config.getoption("--calls"))
    path.write_text(json.dumps(RECORDS), "utf-8")
