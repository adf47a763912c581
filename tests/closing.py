"""The one line that tells what a run was and how it ended."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import whoosh
from django.conf import settings

from .quick import FILES, describe_left_out

COUNTED = ("passed", "skipped", "failed", "error")


class Closing:
    """Counts outcomes; says them at the end, to a file too where one is named."""

    def __init__(self, engine: str, file: str | None) -> None:
        self.engine, self.file, self.began = engine, file, time.monotonic()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Hear what each worker of pytest-xdist left out: all leave out the same."""
        told = getattr(node, "workeroutput", {})
        if "left_out" in told:
            node.config.stash[FILES] = set(map(Path, told["left_out"]))

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> None:
        """Print the line."""
        seconds = time.monotonic() - self.began
        line = f"{self.engine}: {told(terminalreporter.stats)}, {seconds:.0f} s"
        line += describe_left_out(terminalreporter.config)
        terminalreporter.write_line(line)
        if self.file:
            Path(self.file).write_text(line + "\n", "utf-8")


def told(stats: Mapping[str, list]) -> str:
    """`712 passed, 3 skipped`: the first two always, the others where there are any."""
    counts = {name: len(stats.get(name, ())) for name in COUNTED}
    said = [f"{n} {name}" for name, n in counts.items() if n or name in COUNTED[:2]]
    return ", ".join(said)


def engines(database: str) -> str:
    """The names and versions of database and index."""
    engine = settings.HAYSTACK_CONNECTIONS["default"]["ENGINE"]
    if "tantivy" in engine:
        return f"{database} + Tantivy {version('tantivy')}"
    return f"{database} + Whoosh {whoosh.versionstring()}"


SQLITE = f"SQLite {sqlite3.sqlite_version}"
