"""A measurement in a process of its own, in a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

DATABASE_FILE = "archive.sqlite3"
PROJECT_FOLDER = Path(__file__).resolve().parent.parent


class MeasurementFailed(Exception):
    """A measurement ended without a result; the message is its last line of error."""


def run_module(
    module: str, arguments: list[str], *, database_url: str, search_url: str
) -> str:
    """What a module prints as a process of its own. Raises `MeasurementFailed`."""
    urls = {"ARCHIVE_DATABASE_URL": database_url, "ARCHIVE_SEARCH_URL": search_url}
    ended = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, **urls},
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT_FOLDER,
    )
    if ended.returncode:
        lines = ended.stderr.strip().splitlines()
        raise MeasurementFailed(lines[-1] if lines else "no message")
    return ended.stdout.strip()


def run_in_child(
    folder: str, what: str, first: object, second: object = 0, engine: str = "whoosh"
) -> Any:
    """The result of one measurement of `benchmarks.__main__`.

    All engines share the database of a folder; each has an index of its own. Raises
    `MeasurementFailed`.
    """
    index = Path(folder) / engine
    printed = run_module(
        "benchmarks",
        [what, str(first), str(second), str(index)],
        database_url=f"sqlite:///{folder}/{DATABASE_FILE}",
        search_url=f"{engine}:///{index}",
    )
    return json.loads(printed.splitlines()[-1])
