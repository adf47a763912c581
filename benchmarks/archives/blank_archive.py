"""Folders with an empty archive: its tables are made once, then copied."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from benchmarks.child_process import DATABASE_FILE, run_in_child


@contextmanager
def make_blank_archive() -> Iterator[str]:
    """A folder with an empty archive, for as long as the context lasts. Raises
    `child.Failed`."""
    with TemporaryDirectory() as folder:
        copy(Path(_make_template().name) / DATABASE_FILE, folder)
        yield folder


@cache
def _make_template() -> TemporaryDirectory[str]:
    """The one that is copied; it goes with the process."""
    folder = TemporaryDirectory()
    run_in_child(folder.name, "blank", 0)
    return folder
