"""Queries that both engines must read alike."""

from __future__ import annotations

import pytest
from haystack import connections

from archive.search.index.live_index import get_engine
from archive.settings import read_search


@pytest.fixture(params=["whoosh", "tantivy"])
def engine(request, settings, db, index, tmp_path):
    """The engine of this test, with an index of its own."""
    held = connections.connections_info["default"]
    before = dict(held)
    held.update(read_search(f"{request.param}:///{tmp_path}/index"))
    settings.HAYSTACK_CONNECTIONS = {"default": held}
    connections.reload("default")
    assert get_engine().name == request.param
    yield
    get_engine().close()
    held.update(before)
    connections.reload("default")
