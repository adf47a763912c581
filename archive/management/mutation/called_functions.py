"""A plugin of pytest: which functions each test calls, how long it takes, and whether
it passes.

It imports nothing of the package, because it is copied beside a tree that may lack it.
Calls in threads count; calls in other processes do not. Seconds are of the processor,
so that a busy machine records the same; `waited` are those of the clock.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Generator
from pathlib import Path
from time import monotonic, process_time
from types import CodeType, FrameType
from typing import Any

import pytest

Function = tuple[str, int]  # the path of its file, and its first line

CALLED: dict[int, CodeType] = {}  # by `id`: a code takes long to compare
IMPORTED: set[Function] = set()  # functions called while modules are imported
RECORDS: list[dict[str, Any]] = []
PREPARED = pytest.StashKey[set[Function]]()
FAILED = pytest.StashKey[bool]()
SHARES = pytest.StashKey[dict[Path, float]]()
BEGUN: list[float] = []  # seconds of the processor when the database was ready
ROOT = f"{Path.cwd()}{os.sep}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--calls=FILE`: where to write; `--calls-seconds=N`: how long to record.

    Nothing of the package is imported yet: calls count from here until the tests are
    collected.
    """
    parser.addoption("--calls")
    parser.addoption("--calls-seconds", type=float, default=float("inf"))
    sys.settrace(trace_call)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Give each file its share of the seconds, and what those before it left: the first
    ones, which are near, have twice the mean and the last none. All is imported now."""
    sys.settrace(None)
    IMPORTED.update(list_called_functions())
    seconds = session.config.getoption("--calls-seconds")
    files = list(dict.fromkeys(item.path for item in session.items))
    session.config.stash[SHARES] = {
        path: seconds * (1 - (1 - number / len(files)) ** 2)
        for number, path in enumerate(files, start=1)
    }


def is_late(item: pytest.Item) -> bool:
    """Whether the time of its file is over."""
    share = item.config.stash[SHARES][item.path]
    return bool(BEGUN) and process_time() - BEGUN[0] > share


def trace_call(frame: FrameType, _event: str, _argument: Any) -> None:
    """Note the function of a new frame, and trace nothing inside of it."""
    code = frame.f_code
    CALLED[id(code)] = code


def list_called_functions() -> set[Function]:
    """The functions of this tree that were called since CALLED was cleared."""
    functions = set()
    for code in list(CALLED.values()):  # other threads may still call
        if code.co_filename.startswith(ROOT):
            functions.add((code.co_filename[len(ROOT) :], code.co_firstlineno))
    return functions


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Record one test from the making of its fixtures to their end."""
    CALLED.clear()
    begun, used = monotonic(), process_time()
    recorded = not is_late(item)
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
                "seconds": process_time() - used,
                "waited": monotonic() - begun,
                "passed": not item.stash.get(FAILED, False),
                "recorded": recorded,
                "prepared": sorted(prepared),
                "called": sorted(list_called_functions()),
            }
        )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what its file has no time for."""
    if is_late(item):
        pytest.skip("recorded enough")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Note a failure of the test or of its fixtures."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """What was called until here made fixtures, of which other tests may live."""
    item.stash[PREPARED] = list_called_functions()
    CALLED.clear()  # the test may call the same again
    if not BEGUN:
        BEGUN.append(process_time())


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write all records as JSON."""
    path = Path(session.config.getoption("--calls"))
    found = {"imported": sorted(IMPORTED), "tests": RECORDS}
    path.write_text(json.dumps(found), "utf-8")
