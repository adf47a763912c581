"""One measurement in a process of its own: its result is a line of JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

from benchmarks.archives import corpus_archive  # noqa: E402
from benchmarks.measurements import (  # noqa: E402
    dearest_searches,
    export_files,
    export_times,
    relevance,
    search_times,
)
from benchmarks.peers.fts5_peer import Fts5Peer  # noqa: E402
from benchmarks.peers.postgresql_peer import PostgreSQLPeer, Unavailable  # noqa: E402
from benchmarks.peers.search_peer import SearchPeer, measure_peer  # noqa: E402
from benchmarks.peers.stock_peer import StockPeer  # noqa: E402
from benchmarks.peers.tantivy_peer import TantivyPeer  # noqa: E402

PEER_CLASSES: dict[str, Callable[[Path], SearchPeer]] = {
    "fts5": Fts5Peer,
    "tantivy": TantivyPeer,
    "stock": StockPeer,
}


def run_measurement(what: str, first: str, second: str, index: str) -> object:
    """`first` is the number of documents, or sets of queries for `relevance`; `second`
    the number of questions (0: all)."""
    ours: dict[str, Callable[[], object]] = {
        "blank": lambda: call_command("migrate", verbosity=0),
        "fill": lambda: corpus_archive.fill_archive(int(first)),
        "index": lambda: corpus_archive.build_index(int(first), Path(index)),
        "first": search_times.measure_first_query,
        "ask": lambda: search_times.measure_questions(int(second), int(first)),
        "bounds": lambda: dearest_searches.measure_dearest_searches(
            int(first), int(second)
        ),
        "exports": export_times.measure_exports,
        "files": lambda: export_files.measure_export_files(int(first)),
        "relevance": lambda: relevance.measure_relevance(
            first.split(","), int(second) or None, Path(index).parent
        ),
    }
    if what in ours:
        return ours[what]()
    if what in PEER_CLASSES:
        return measure_peer(
            PEER_CLASSES[what](Path(index).parent), int(second), int(first)
        )
    return _measure_postgresql(int(second), int(first), Path(index).parent)


def _measure_postgresql(number: int, documents: int, folder: Path) -> object:
    """Without a server there, why."""
    try:
        peer = PostgreSQLPeer(folder)
    except Unavailable as reason:
        return {"skipped": str(reason)}
    try:
        return measure_peer(peer, number, documents)
    finally:
        peer.close()


print(json.dumps(run_measurement(*sys.argv[1:])))
