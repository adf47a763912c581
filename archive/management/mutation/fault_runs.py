"""Faults made one at a time in a copy of the tree, and the tests run on each."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from time import monotonic

from .fault_making import Fault, make_fault

LEFT_OUT = (
    ".*",
    "var",
    "node_modules",
    "__pycache__",
    "benchmarks",
    "*.pyc",
    "*.sqlite3",
)
FIRST_LIMIT = 600.0  # seconds for the tests as they are
LEAST_LIMIT = 20.0  # seconds for the tests with a fault: this, and twice what they took
QUICKLY = ("-x", "-q", "--no-header", "-p", "no:randomly", "-p", "no:cacheprovider")
NO_TESTS = 5  # what pytest answers where there is none


class Outcome(Enum):
    """What became of a fault."""

    NOTICED = "noticed"
    SURVIVED = "survived"
    HUNG = "hung"  # the tests did not end: that is noticed too


@dataclass(frozen=True)
class FaultRun:
    """One fault in one module, and whether a test failed of it."""

    module: Path
    source: str
    fault: Fault
    outcome: Outcome

    @property
    def is_noticed(self) -> bool:
        """Whether a fault like this would be seen."""
        return self.outcome is not Outcome.SURVIVED


class TestsFailError(RuntimeError):
    """The tests fail without any fault, so that they say nothing of one."""


def run_faults(
    root: Path,
    faults: list[tuple[Path, Fault]],
    choose: Callable[[Path], list[str]],
    options: Sequence[str] = (),
) -> Iterator[FaultRun]:
    """Make each fault in a copy of the tree at `root`, run the tests that `choose`
    names for its module, and undo it. The tree itself is never written. `options` go
    to pytest.

    Each set of tests is run once without a fault; with one, it may take twice as long.
    However this ends, no process and no copy is left. Raises `TestsFailError`.
    """
    with _copied_tree(root) as copy:
        limits: dict[tuple[str, ...], float] = {}
        for number, (module, fault) in enumerate(faults, start=1):
            tests = tuple(choose(module))
            asked = (*options, *tests) if tests else ()
            if tests not in limits:
                limits[tests] = _measure_tests(copy, asked)
            path, source = copy / module, (root / module).read_text("utf-8")
            _write_module(path, make_fault(source, fault), number)
            outcome = _ask_tests(copy, asked, limits[tests])
            _write_module(path, source, -number)
            yield FaultRun(module, source, fault, outcome)


@contextmanager
def _copied_tree(root: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="archive-mutate-") as folder:
        copy = Path(folder, "tree")
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        yield copy


def _write_module(path: Path, text: str, number: int) -> None:
    """Write it with a time of its own: Python tells its compiled form by that."""
    path.write_text(text, "utf-8")
    at = 1_600_000_000 + number
    os.utime(path, (at, at))


def _measure_tests(copy: Path, tests: tuple[str, ...]) -> float:
    """How long the tests may take with a fault, from what they take without."""
    for _attempt in range(2):  # a busy machine is no reason to say nothing
        begun = monotonic()
        code = _run_pytest(copy, tests, FIRST_LIMIT) if tests else 0
        if code in (0, NO_TESTS):
            return LEAST_LIMIT + 2 * (monotonic() - begun)
    raise TestsFailError(f"these fail without any fault: {' '.join(tests)}")


def _ask_tests(copy: Path, tests: tuple[str, ...], limit: float) -> Outcome:
    if not tests:
        return Outcome.SURVIVED
    code = _run_pytest(copy, tests, limit)
    if code is None:
        return Outcome.HUNG
    return Outcome.SURVIVED if code in (0, NO_TESTS) else Outcome.NOTICED


def _run_pytest(copy: Path, tests: tuple[str, ...], limit: float) -> int | None:
    """The exit code of pytest, or None where it did not end in `limit` seconds."""
    command = [sys.executable, "-m", "pytest", *QUICKLY, *tests]
    process = subprocess.Popen(
        command,
        cwd=copy,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(limit)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End it with all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
