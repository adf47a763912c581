"""Where and with what it was measured."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

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
