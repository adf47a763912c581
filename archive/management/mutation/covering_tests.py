"""Which tests run a line of a module, by what they called without any fault."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .called_functions import Function

NEAR_FILES = 3  # whose tests are asked though there was no time to record them
MOST_SECONDS = 30.0  # of the processor, for the tests of one fault as recorded


@dataclass(frozen=True)
class TestRecord:
    """A test, its seconds of the processor and of the clock (`waited`), whether it
    passed without a fault, and the functions that it called: `prepared` while its
    fixtures were made, which later tests of its file may share, and `imported` before
    all tests, while modules were imported. One that there was no time to record has the
    mean seconds of its file, and may call anything."""

    test: str
    seconds: float
    waited: float
    passed: bool
    recorded: bool
    prepared: frozenset[Function]
    called: frozenset[Function]
    imported: frozenset[Function] = frozenset()

    @property
    def path(self) -> str:
        """The file of the test."""
        return self.test.partition("::")[0]


def read_records(path: Path) -> list[TestRecord]:
    """The records that the plugin wrote, in the order of the run."""
    found = json.loads(path.read_text("utf-8"))
    rows, imported = found["tests"], _list_functions(found["imported"])
    measured: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        if row["recorded"]:
            name = row["test"].partition("::")[0]
            measured.setdefault(name, []).append((row["seconds"], row["waited"]))
    for row in rows:
        if not row["recorded"]:
            times = measured.get(row["test"].partition("::")[0], [(1.0, 1.0)])
            row["seconds"] = sum(seconds for seconds, _waited in times) / len(times)
            row["waited"] = sum(waited for _seconds, waited in times) / len(times)
    return [
        TestRecord(
            row["test"],
            row["seconds"],
            row["waited"],
            row["passed"],
            row["recorded"],
            _list_functions(row["prepared"]),
            _list_functions(row["called"]),
            imported,
        )
        for row in rows
    ]


def _list_functions(pairs: list[list[Any]]) -> frozenset[Function]:
    return frozenset((file, line) for file, line in pairs)


def choose_covering_tests(
    records: Sequence[TestRecord],
    nearest: Sequence[str],
    module: Path,
    source: str,
    line: int,
    most_seconds: float = MOST_SECONDS,
) -> list[TestRecord]:
    """The tests that call the function around `line`, as many as take `most_seconds`;
    of a line outside functions, all tests, those first that call any of the module.

    Those of the nearest file come first, and of two those that call fewer functions:
    they ask more of each. Tests of a file in which a fixture called the function come
    after those that called it themselves, as do all tests where an import called it,
    and after both those that there was no time to record, unless they are of the
    three nearest files.
    """
    first = find_function(source, line)
    meant = str(module), first
    calling = {one.test for one in records if _has_function(one.called, meant)}
    preparing = {
        one.path for one in records if _has_function(one.prepared | one.imported, meant)
    }

    def is_reaching(one: TestRecord) -> bool:
        is_known = one.recorded and first is not None
        return not is_known or one.test in calling or one.path in preparing

    def rank(one: TestRecord) -> tuple[bool, bool, bool, bool, int, int]:
        file_rank = _rank_file(one.path, nearest)
        return (
            not one.recorded and file_rank >= NEAR_FILES,
            one.recorded and one.test not in calling,
            file_rank > 0,
            not one.recorded,
            len(one.called),
            file_rank,
        )

    reaching = sorted(filter(is_reaching, records), key=rank)
    return _take_while_quick(reaching, most_seconds)


def _has_function(functions: Iterable[Function], meant: tuple[str, int | None]) -> bool:
    """Whether one is of that file, and begins at that line where one is named."""
    file, first = meant
    return any(one[0] == file and first in (None, one[1]) for one in functions)


def _take_while_quick(
    records: Sequence[TestRecord], most_seconds: float
) -> list[TestRecord]:
    """As many as `most_seconds` allow, or the quickest one."""
    chosen: list[TestRecord] = []
    seconds = 0.0
    for one in records:
        if seconds + one.seconds <= most_seconds:
            seconds += one.seconds
            chosen.append(one)
    return chosen or sorted(records, key=lambda one: one.seconds)[:1]


def find_function(source: str, line: int) -> int | None:
    """The first line, as Python counts it, of the innermost function around a line."""
    first_line = None
    for node in ast.walk(ast.parse(source)):  # outer ones first
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = [node.lineno, *(each.lineno for each in node.decorator_list)]
            if min(lines) <= line <= (node.end_lineno or node.lineno):
                first_line = min(lines)
    return first_line


def _rank_file(path: str, nearest: Sequence[str]) -> int:
    for rank, name in enumerate(nearest):
        if path == name or path.startswith(f"{name}/"):
            return rank
    return len(nearest)
