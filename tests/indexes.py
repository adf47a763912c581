"""Where a test keeps its index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from haystack import connections

from archive.search.index.live_index import get_engine
from archive.settings import read_search


@contextmanager
def index_at(folder: Path) -> Iterator[None]:
    """Keep the index in this folder for a while."""
    options = connections["default"].options
    path, options["PATH"] = options["PATH"], str(folder)
    try:
        yield
    finally:
        options["PATH"] = path


@contextmanager
def index_with(engine: str, folder: Path, settings: Any) -> Iterator[None]:
    """Keep an index of this engine in this folder for a while; skip where the engine is
    not installed."""
    if find_spec(engine) is None:
        pytest.skip(f"{engine} is not installed")
    held = connections.connections_info["default"]
    before = dict(held)
    held.update(read_search(f"{engine}:///{folder}"))
    settings.HAYSTACK_CONNECTIONS = {"default": held}
    connections.reload("default")
    assert get_engine().name == engine
    yield
    get_engine().close()
    held.update(before)
    connections.reload("default")
