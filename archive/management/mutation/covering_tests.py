"""Which tests run a line of a module, by what they called without any fault."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .called_functions import Function

MOST_SECONDS = 30.0  # that the tests of one fault took when they were recorded


@dataclass(frozen=True)
class TestRecord:
    """A test, its seconds, and the functions that it called: `prepared` while its
    fixtures were made, which later tests of its file may share."""

    test: str
    seconds: float
    prepared: frozenset[Function]
    called: frozenset[Function]

    @property
    def path(self) -> str:
        """The file of the test."""
        return self.test.partition("::")[0]


def read_records(path: Path) -> list[TestRecord]:
    """The records that the plugin wrote, in the order of the run."""
    return [
        TestRecord(
            row["test"],
            row["seconds"],
            frozenset((file, line) for file, line in row["prepared"]),
            frozenset((file, line) for file, line in row["called"]),
        )
        for row in json.loads(path.read_text("utf-8"))
    ]


def choose_covering_tests(
    records: Iterable[TestRecord],
    nearest: Sequence[str],
    module: Path,
    source: str,
    line: int,
) -> list[TestRecord]:
    """The tests that call the function around `line`, those of the nearest files first
    and as many as take `MOST_SECONDS`; of a line outside functions, all tests.

    Tests of a file in which a fixture called the function come after those that called
    it themselves.
    """
    first = find_function(source, line)
    ranked: list[tuple[bool, int, int, TestRecord]] = []
    function = str(module), first or 0
    by_file: dict[str, list[TestRecord]] = defaultdict(list)
    for record in records:
        by_file[record.path].append(record)
    for path, tests in by_file.items():
        shared = any(function in test.prepared for test in tests)
        for test in tests:
            calls = first is None or function in test.called
            if calls or shared:
                rank = _rank_file(path, nearest)
                ranked.append((not calls, rank, len(ranked), test))
    chosen: list[TestRecord] = []
    seconds = 0.0
    for _indirect, _rank, _order, test in sorted(ranked, key=lambda row: row[:3]):
        if chosen and seconds + test.seconds > MOST_SECONDS:
            continue
        seconds += test.seconds
        chosen.append(test)
    return chosen


def find_function(source: str, line: int) -> int | None:
    """The first line, as Python counts it, of the innermost function around a line."""
    found = None
    for node in ast.walk(ast.parse(source)):  # outer ones first
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = [node.lineno, *(each.lineno for each in node.decorator_list)]
            if min(lines) <= line <= (node.end_lineno or node.lineno):
                found = min(lines)
    return found


def _rank_file(path: str, nearest: Sequence[str]) -> int:
    for rank, name in enumerate(nearest):
        if path == name or path.startswith(f"{name}/"):
            return rank
    return len(nearest)
