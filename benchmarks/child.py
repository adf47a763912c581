"""A measurement in a process of its own, in a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

DATABASE = "archive.sqlite3"


class Failed(Exception):
    """A measurement ended without a result; the message is its last words."""


def measured(
    folder: str, what: str, first: object, second: object = 0, engine: str = "whoosh"
) -> dict[str, Any]:
    """The result of one measurement. The database of a folder is one for all engines,
    the index is each engine's own. Raises `Failed`."""
    index = Path(folder) / engine
    environment = {
        **os.environ,
        "ARCHIVE_DATABASE_URL": f"sqlite:///{folder}/{DATABASE}",
        "ARCHIVE_SEARCH_URL": f"{engine}:///{index}",
    }
    command = [sys.executable, "-m", "benchmarks", what, str(first), str(second)]
    ended = subprocess.run(
        [*command, str(index)], env=environment, capture_output=True, text=True,
        check=False, cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    if ended.returncode:
        raise Failed((ended.stderr.strip().splitlines() or ["no word"])[-1])
    found: dict[str, Any] = json.loads(ended.stdout.strip().splitlines()[-1])
    return found
