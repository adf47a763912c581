"""The one cluster of a run, started by the first test that asks for it."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import override_settings
from haystack import connections

from archive.search.engines.opensearch.cluster import ClusterAddress
from archive.search.index.live_index import get_engine
from archive.settings import read_search

from .nodes import Nodes, Unavailable

SHARDS = 2
UNFETCHABLE = "Maven can't fetch"


@cache
def find_nodes() -> Nodes:
    """The cluster that all workers of this run share. Skips the test where this machine
    has no JDK or no Maven; where it has both and they fetch nothing, fails under CI."""
    nodes = start_nodes()
    if isinstance(nodes, Nodes):
        return nodes
    if os.environ.get("CI") and UNFETCHABLE in nodes:
        pytest.fail(nodes)
    return pytest.skip(nodes)


@cache
def start_nodes() -> Nodes | str:
    """The cluster, or why there is none."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid4().hex
    folder = Path(tempfile.gettempdir()) / f"archive-os-{run[:12]}"
    owner = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    nodes, reason = Nodes(folder), folder.with_suffix(".missing")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if reason.exists():
            return reason.read_text("utf-8")
        if not (folder / "ready").exists():
            try:
                nodes.launch(owner)
            except Unavailable as error:
                reason.write_text(f"no OpenSearch: {error}", "utf-8")
                return f"no OpenSearch: {error}"
            (folder / "ready").touch()
    return nodes


def make_address(**options: object) -> ClusterAddress:
    """An archive of its own on the cluster."""
    nodes, name = find_nodes(), f"t{uuid4().hex[:12]}"
    given = {"hosts": tuple(nodes.hosts), "name": name, "shards": SHARDS, **options}
    return ClusterAddress(**given)


@contextmanager
def on_cluster(hosts: Iterable[str], name: str, path: Path) -> Iterator[None]:
    """The archive, with its index on a cluster."""
    held = connections.connections_info["default"]
    before = dict(held)
    url = f"opensearch://{','.join(hosts)}/{name}?shards=2"
    held.update(read_search(url), PATH=str(path))
    connections.reload("default")
    with override_settings(HAYSTACK_CONNECTIONS={"default": held}):
        assert get_engine().name == "opensearch"
        try:
            yield
        finally:
            get_engine().close()
            held.pop("CLUSTER")
            held.update(before)
            connections.reload("default")
