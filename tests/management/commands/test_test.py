"""`test`: which runs there are, side by side or one after the other, and what a quick
run leaves out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from archive.management.commands import test as command
from archive.management.commands.test import StartedRun, list_test_runs
from tests.quick import KEPT, LEFT_OUT, is_left_out

TESTS = settings.BASE_DIR / "tests"


@pytest.fixture
def events(monkeypatch):
    """What starts, ends and is stopped, in order; nothing runs."""
    told = []
    monkeypatch.setattr(
        StartedRun,
        "start",
        lambda self, beside=False: told.append(f"{self.run.name} starts{beside * '*'}"),
    )
    monkeypatch.setattr(StartedRun, "stop", lambda self: told.append("stop"))

    def wait(self):
        told.append(f"{self.run.name} ends")
        self.output.touch()
        return True, f"{self.run.name}: 1 passed"

    monkeypatch.setattr(StartedRun, "wait", wait)
    return told


def started(folder, *names):
    return [StartedRun(command.TestRun(name, [], ""), [], folder) for name in names]


def test_postgresql_and_the_browser_run_beside_sqlite(events, tmp_path):
    runs = started(tmp_path, "sqlite", "postgresql", "browser")
    ended = command.Command().run_all(runs)
    assert [run.name for run, _good, _line in ended] == [run.run.name for run in runs]
    assert events == [
        "postgresql starts*",
        "browser starts*",
        "sqlite starts",
        "sqlite ends",
        "postgresql ends",
        "browser ends",
        *["stop"] * 3,
    ]


def test_a_browser_alone_writes_to_the_terminal(events, tmp_path):
    command.Command().run_all(started(tmp_path, "browser"))
    assert events == ["browser starts", "browser ends", "stop"]


def test_what_runs_beside_is_stopped_where_another_run_cannot_go_on(
    events, tmp_path, monkeypatch
):
    def interrupt(_self):
        raise KeyboardInterrupt

    monkeypatch.setattr(StartedRun, "wait", interrupt)
    with pytest.raises(KeyboardInterrupt):
        command.Command().run_all(started(tmp_path, "sqlite", "browser"))
    assert events == ["browser starts*", "sqlite starts", "stop", "stop"]


@pytest.mark.parametrize(
    ("code", "closing", "given", "good", "line"),
    [
        (0, "SQLite: 1 passed", [], True, "SQLite: 1 passed"),
        (1, "SQLite: 1 failed", [], False, "SQLite: 1 failed"),
        (4, "", [], False, "sqlite: ended with code 4"),
        (5, "", [], False, "sqlite: ended with code 5"),
        (5, "", ["-k", "nothing"], True, "sqlite: ended with code 5"),
    ],
)
def test_a_run_says_how_it_ended(
    tmp_path, monkeypatch, code, closing, given, good, line
):
    pytest_stub = tmp_path / "python"
    write = f'echo "{closing}" > "${{3#--closing=}}"' if closing else "true"
    pytest_stub.write_text(f'#!/bin/sh\necho "$@"\n{write}\nexit {code}\n')
    pytest_stub.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(pytest_stub))
    run = StartedRun(command.TestRun("sqlite", ["-n2"], "sqlite:///x"), given, tmp_path)
    run.start(beside=True)
    assert run.wait() == (good, line)
    run.stop()
    asked = run.output.read_text().split()
    assert asked == ["-m", "pytest", f"--closing={run.closing}", "-n2", *given]


def test_a_quick_run_is_of_sqlite_alone_and_leaves_out_what_takes_long():
    (run,) = list_test_runs("2", quick=True)
    assert run.name == "sqlite"
    assert "--quick" in run.arguments
    everything = list_test_runs("2")
    assert [run.name for run in everything] == ["sqlite", "postgresql", "browser"]
    assert not [run for run in everything if "--quick" in run.arguments]


@pytest.mark.parametrize(
    ("workers", "processors", "beside"),
    [
        ("auto", 1, []),
        ("auto", 2, []),
        ("auto", 4, ["-n", "2", "--dist", "worksteal"]),
        ("auto", 9, ["-n", "4", "--dist", "worksteal"]),
        ("1", 8, []),
        ("6", 2, ["-n", "3", "--dist", "worksteal"]),
    ],
)
def test_the_run_beside_has_half_the_processes(
    monkeypatch, workers, processors, beside
):
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    _sqlite, postgresql, _browser = list_test_runs(workers)
    assert postgresql.arguments == beside
    _sqlite, alone, _browser = list_test_runs("auto", only="postgresql")
    assert alone.arguments == ["-n", "auto", "--dist", "worksteal"]


def test_a_quick_run_says_what_it_left_out(tmp_path):
    stays, left = "tests/text/test_idcodes.py", "tests/across/test_life_cycle.py"
    closing = tmp_path / "closing"
    subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-n1", "--quick"),
            *(f"--closing={closing}", stays, left),
        ],
        cwd=settings.BASE_DIR,
        check=True,
    )
    told = closing.read_text()
    assert re.search(r": 5 passed, 0 skipped, \d+ s; --quick left out Post", told)
    assert re.search(r"the browser and tests of [1-9]\d* files in tests/acr", told)


def quick_files() -> list[Path]:
    """Test files that a quick run runs."""
    return [
        path
        for path in TESTS.rglob("test_*.py")
        if "journeys" not in path.parts
        and not is_left_out(str(path.relative_to(settings.BASE_DIR)))
    ]


def test_what_is_left_out_is_there_and_has_a_reason():
    for place, reason in LEFT_OUT.items():
        path, _, name = place.partition("::")
        found = (
            (TESTS / path).rglob("test_*.py") if path.endswith("/") else [TESTS / path]
        )
        assert any(file.is_file() for file in found), place
        assert not name or f"\ndef {name}" in (TESTS / path).read_text(), place
        assert is_left_out(f"tests/{place}::test_something"), place
        assert reason


def test_a_quick_run_goes_through_the_pages_and_has_tests_of_every_package():
    quick = quick_files()
    assert TESTS / KEPT in quick
    packages = {
        folder.name for folder in TESTS.iterdir() if any(folder.rglob("test_*.py"))
    } - {"across", "journeys"}
    assert packages <= {path.relative_to(TESTS).parts[0] for path in quick}
