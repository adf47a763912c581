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

from . import asking, bounds, exporting, files, filling, relevance  # noqa: E402
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
    """`first` is the number of documents, or a language for `relevance`; `second` the
    number of questions (0: all)."""
    ours: dict[str, Callable[[], object]] = {
        "blank": lambda: call_command("migrate", verbosity=0),
        "fill": lambda: filling.fill(int(first)),
        "index": lambda: filling.index(int(first), Path(index)),
        "first": asking.first,
        "ask": lambda: asking.ask(int(second), int(first)),
        "bounds": lambda: bounds.measure(int(first)),
        "exports": exporting.measure,
        "files": lambda: files.measure(int(first)),
        "relevance": lambda: relevance.measure(first, int(second) or None),
    }
    if what in ours:
        return ours[what]()
    if what in PEERS:
        return measure(PEERS[what](Path(index).parent), int(second), int(first))
    return _postgresql(int(second), int(first), Path(index).parent)


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
