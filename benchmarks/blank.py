"""Folders with an empty archive: its tables are made once, then copied."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from .child import DATABASE, measured


@contextmanager
def blank() -> Iterator[str]:
    """A folder with an empty archive, for as long as the context lasts. Raises
    `child.Failed`."""
    with TemporaryDirectory() as folder:
        copy(Path(_first().name) / DATABASE, folder)
        yield folder


@cache
def _first() -> TemporaryDirectory[str]:
    """The one that is copied; it goes with the process."""
    folder = TemporaryDirectory()
    measured(folder.name, "blank", 0)
    return folder
