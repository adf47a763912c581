"""One measurement in a process of its own: its result is a line of JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

from . import archive, files, relevance  # noqa: E402
from .fts5 import Fts5  # noqa: E402
from .peer import Peer, measure  # noqa: E402
from .postgresql import PostgreSQL, Unavailable  # noqa: E402
from .raw_tantivy import RawTantivy  # noqa: E402
from .stock import Stock  # noqa: E402

PEERS: dict[str, Callable[[Path], Peer]] = {
    "fts5": Fts5,
    "tantivy": RawTantivy,
    "stock": Stock,
}


def main(what: str, first: str, second: str, index: str) -> object:
    """`fill`, `ask`, `files` and peers take documents and questions, `relevance` a
    language and the number of questions (0: all)."""
    if what == "fill":
        return archive.fill(int(first))
    if what == "ask":
        return archive.ask(int(second), int(first), Path(index))
    if what == "files":
        return files.measure(int(first))
    if what in PEERS:
        return measure(PEERS[what](Path(index).parent), int(second), int(first))
    if what == "postgresql":
        return _postgresql(int(second), int(first), Path(index).parent)
    return relevance.measure(first, int(second) or None)


def _postgresql(number: int, documents: int, folder: Path) -> object:
    """Without a server there, why."""
    try:
        peer = PostgreSQL(folder)
    except Unavailable as reason:
        return {"skipped": str(reason)}
    try:
        return measure(peer, number, documents)
    finally:
        peer.close()


print(json.dumps(main(*sys.argv[1:])))
