"""Faults made one at a time in a copy of the tree, and the tests run on each."""

from __future__ import annotations

import json
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

from .covering_tests import (
    MOST_SECONDS,
    TestRecord,
    choose_covering_tests,
    read_records,
)
from .fault_making import Fault, make_fault

LEFT_OUT = (
    ".*",
    "var",
    "node_modules",
    "__pycache__",
    "*.pyc",
    "*.sqlite3",
)
RECORDED_FAULTS = 4  # the tests of a layer as they are may take as long as of 4 faults
FIRST_LIMIT = 3_600.0  # seconds of the clock for the same
LEAST_LIMIT = 20.0  # seconds for tests with a fault: this, and thrice what they took
QUICKLY = ("-q", "--no-header", "-p", "no:randomly")
CACHE = "cache"  # beside the copy: which tests failed last
PLUGIN = Path(__file__).with_name("called_functions.py")
SOME_FAILED, NO_TESTS = 1, 5  # what pytest answers
FAILS_ANYWAY = "not asked, because it fails without any fault"


class Outcome(Enum):
    """What became of a fault."""

    NOTICED = "noticed"
    SURVIVED = "survived"
    NOT_REACHED = "reached by no test"
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
        return self.outcome in (Outcome.NOTICED, Outcome.HUNG)


class TestsFailError(RuntimeError):
    """No test passes without a fault, so that they say nothing of one."""


@dataclass(frozen=True)
class Baseline:
    """The tests of a layer that pass without a fault, those that fail all the same,
    and what starting them took."""

    records: list[TestRecord]
    failing: list[str]
    start: float


def run_faults(
    root: Path,
    faults: list[tuple[Path, Fault]],
    choose: Callable[[Path], list[str]],
    options: Sequence[str] = (),
    most_seconds: float = MOST_SECONDS,
    warn: Callable[[str], object] = print,
) -> Iterator[FaultRun]:
    """Make each fault in a copy of the tree at `root`, run the tests that reach it, and
    undo it. The tree itself is never written. `options` go to pytest.

    The files that `choose` names for the modules of a layer are run once without a
    fault, to record which tests call which functions; a test that fails then, or that
    failed with a fault and fails again without it, is not asked, and `warn` is told of
    it. However this ends, no process and no copy is left.
    Raises `TestsFailError`.
    """
    with _copied_tree(root) as copy:
        baselines: dict[str, Baseline] = {}
        for number, (module, fault) in enumerate(faults, start=1):
            layer = module.parts[1]
            if layer not in baselines:
                names = [choose(m) for m, _fault in faults if m.parts[1] == layer]
                baselines[layer] = _record_tests(
                    copy, options, _order_files(names), RECORDED_FAULTS * most_seconds
                )
                for test in baselines[layer].failing:
                    warn(f"{FAILS_ANYWAY}: {test}")
            path = copy / module
            source = path.read_text("utf-8")  # the tree may have changed since
            tests = choose_covering_tests(
                baselines[layer].records,
                choose(module),
                module,
                source,
                fault.line,
                most_seconds,
            )
            while True:
                _write_module(path, make_fault(source, fault), number)
                outcome = _ask_tests(copy, options, tests, baselines[layer].start)
                _write_module(path, source, -number)
                failing = _list_failing_anyway(copy, options, tests, outcome)
                if not failing:
                    break
                for record in failing:
                    tests.remove(record)
                    baselines[layer].records.remove(record)
                    warn(f"{FAILS_ANYWAY}: {record.test}")
            yield FaultRun(module, source, fault, outcome)


def _order_files(names: list[list[str]]) -> tuple[str, ...]:
    """The test files of all modules, each named as near as to its nearest module."""
    nearness: dict[str, int] = {}
    for each in names:
        for rank, name in enumerate(each):
            nearness[name] = min(rank, nearness.get(name, rank))
    return tuple(sorted(nearness, key=lambda name: nearness[name]))


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


def _record_tests(
    copy: Path, options: Sequence[str], files: tuple[str, ...], seconds: float
) -> Baseline:
    """Run them with the plugin that records what each calls, each file for its share
    of the processor's seconds."""
    if not files:
        return Baseline([], [], 0)
    calls = copy.parent / "calls.json"
    shutil.copyfile(PLUGIN, copy / PLUGIN.name)
    recording = ("-p", PLUGIN.stem, f"--calls={calls}", f"--calls-seconds={seconds}")
    begun = monotonic()
    code = _run_pytest(copy, (*recording, *options, *files), FIRST_LIMIT)
    if code is None:
        raise TestsFailError(f"not ended in {FIRST_LIMIT:.0f} s: {' '.join(files)}")
    records = read_records(calls) if code in (0, SOME_FAILED, NO_TESTS) else []
    if code != NO_TESTS and not any(record.passed for record in records):
        raise TestsFailError(f"these fail without any fault: {' '.join(files)}")
    return _make_baseline(records, monotonic() - begun)


def _make_baseline(records: list[TestRecord], waited: float) -> Baseline:
    passing = [record for record in records if record.passed]
    failing = [record.test for record in records if not record.passed]
    inside = sum(record.waited for record in records if record.recorded)
    return Baseline(passing, failing, waited - inside)


def _ask_tests(
    copy: Path, options: Sequence[str], tests: Sequence[TestRecord], start: float
) -> Outcome:
    if not tests:
        return Outcome.NOT_REACHED
    names = copy.parent / "tests.txt"  # too many, perhaps, for a command line
    names.write_text("\n".join(test.test for test in tests), "utf-8")
    shutil.rmtree(copy.parent / CACHE, ignore_errors=True)
    limit = LEAST_LIMIT + start + 3 * sum(test.waited for test in tests)
    code = _run_pytest(copy, ("-x", *options, f"@{names}"), limit)
    if code is None:
        return Outcome.HUNG
    return Outcome.SURVIVED if code in (0, NO_TESTS) else Outcome.NOTICED


def _list_failing_anyway(
    copy: Path, options: Sequence[str], tests: Sequence[TestRecord], outcome: Outcome
) -> list[TestRecord]:
    """Of the tests that failed last, those that fail without the fault too: there was
    no time to record them, or they fail by chance."""
    if outcome is not Outcome.NOTICED:
        return []
    failed = _list_failed(copy)
    names = copy.parent / "failed.txt"
    names.write_text("\n".join(failed), "utf-8")
    if not failed or _run_pytest(copy, (*options, f"@{names}"), FIRST_LIMIT) == 0:
        return []
    failing = _list_failed(copy)
    return [test for test in tests if test.test in failing]


def _list_failed(copy: Path) -> list[str]:
    """The tests that failed last and did not pass since."""
    path = copy.parent / CACHE / "v/cache/lastfailed"
    return list(json.loads(path.read_text("utf-8"))) if path.exists() else []


def _run_pytest(copy: Path, arguments: Sequence[str], limit: float) -> int | None:
    """The exit code of pytest, or None where it did not end in `limit` seconds."""
    cache = f"cache_dir={copy.parent / CACHE}"
    command = [sys.executable, "-m", "pytest", *QUICKLY, "-o", cache, *arguments]
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
