"""The archive's index on a real cluster."""

from __future__ import annotations

import pytest

from archive.search.index.live_index import get_engine
from tests.opensearch.running import make_address, on_cluster


@pytest.fixture
def cluster(index, db, tmp_path):
    """The engine of the cluster, with indexes that go with the test."""
    address = make_address()
    with on_cluster(address.hosts, address.name, tmp_path / "index"):
        yield get_engine()
        for name in get_engine().list_indexes():
            get_engine().delete(tmp_path / name)
