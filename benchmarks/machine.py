"""Where and with what it was measured."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.child_process import MeasurementFailed

REPORTED_PACKAGES = (
    "django-haystack",
    "whoosh",
    "tantivy",
    "numpy",
    "psycopg",
    "bm25s",
)


def describe_machine(arguments: list[str]) -> list[str]:
    """Command, day, machine and versions, a line each."""
    held = [f"{name} {_find_version(name)}" for name in REPORTED_PACKAGES]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"command: `python3 manage.py {' '.join(['bench', *arguments])}`",
        f"begun: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {describe_load()}",
        f"machine: {_find_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, "
        f"{platform.system()} {platform.release()}",
        f"versions: Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, "
        f"{', '.join(held)}",
    ]


def print_tables(command: list[str], lines: Iterable[str]) -> int:
    """Print where it is measured, and lines as they come; the exit code: 1 where a
    measurement failed, which is said, and 130 after Ctrl-C."""
    try:
        for line in describe_machine(command):
            print(f"- {line}", flush=True)
        for line in lines:
            print(line, flush=True)
        print(f"\nAt the end: {describe_load()}")
    except MeasurementFailed as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def describe_load() -> str:
    """How busy the machine is: runnable tasks over 1, 5 and 15 minutes."""
    means = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return f"load of the machine: {means}"


def _find_version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _find_processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.machine()
