"""The table of references, measured in a child process with a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from .child import Failed


def citing() -> Iterator[str]:
    """Works a second and the cite page, a row for each style. Raises `Failed`."""
    with TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "ARCHIVE_DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3",
            "ARCHIVE_SEARCH_URL": f"whoosh:///{folder}/index",
        }
        ended = subprocess.run(
            [sys.executable, "-m", "benchmarks.citations"],
            env=environment, capture_output=True, text=True, check=False,
            cwd=Path(__file__).resolve().parent.parent,
        )  # fmt: skip
    if ended.returncode:
        raise Failed((ended.stderr.strip().splitlines() or ["no word"])[-1])
    found = json.loads(ended.stdout.strip().splitlines()[-1])
    yield "| style, 1,000 works | works per CPU s | cite page, CPU ms |"
    yield "|---|---:|---:|"
    for style, rate in found["rates"].items():
        yield f"| {style} | {rate:.0f} | {found['page'][style]} |"
