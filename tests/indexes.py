"""Where a test keeps its index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from haystack import connections


@contextmanager
def index_at(folder: Path) -> Iterator[None]:
    """Keep the index in this folder for a while."""
    options = connections["default"].options
    path, options["PATH"] = options["PATH"], str(folder)
    try:
        yield
    finally:
        options["PATH"] = path
