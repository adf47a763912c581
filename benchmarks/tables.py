"""The tables of a run, each measurement in a child process with a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .timing import Times

LANGUAGES = ("de", "en", "zh")
PEERS = {"stock": "Haystack's own Whoosh", "fts5": "SQLite FTS5",
         "postgresql": "PostgreSQL", "tantivy": "tantivy"}  # fmt: skip
MOST_OF_STOCK = 2_000  # it indexes some 18 documents a second of CPU
TAKES = (("rebuild, documents per CPU s", "rate"), ("memory, MB", "memory"),
         ("index, MB", "size"))  # fmt: skip
REACH = {  # p50 of the engine on whoosh, as the design asks for
    10_000: {
        "common word": "≤ 4", "rare word": "≤ 1.5", "phrase": "≤ 5", "and of 2": "≤ 4",
        "or of 3": "≤ 8", "prefix": "≤ 5", "region + dates": "≤ 3",
        "three facets": "≤ 4", "sort by date": "≤ 3", "highlight 10": "≤ 10",
        "saved to found": "≤ 40", "first": "≤ 150", "rate": "≥ 250", "memory": "≤ 120",
    },
    100_000: {
        "common word": "≤ 20", "rare word": "≤ 3", "phrase": "≤ 35", "and of 2": "≤ 15",
        "or of 3": "≤ 40", "prefix": "≤ 30", "region + dates": "≤ 10",
        "three facets": "≤ 15", "sort by date": "≤ 10", "highlight 10": "≤ 10",
        "saved to found": "≤ 60", "first": "≤ 600", "rate": "≥ 250", "memory": "≤ 400",
    },
}  # fmt: skip


class Failed(Exception):
    """A measurement ended without a result; the message is its last words."""


def relevance(questions: int) -> Iterator[str]:
    """nDCG@10 by language, a line as soon as it is measured."""
    yield "| nDCG@10 | questions | ours | bm25s |"
    yield "|---|---:|---:|---:|"
    for language in LANGUAGES:
        with TemporaryDirectory() as folder:
            found = _child(folder, "relevance", language, questions)
        yield (f"| XQuAD-{language} | {found['questions']} | {found['ours']:.4f} | "
               f"{found['bm25s']:.4f} |")  # fmt: skip


def exports(documents: int) -> Iterator[str]:
    """What a file of all entries takes, by format."""
    with TemporaryDirectory() as folder:
        found = _child(folder, "files", documents, 0)
    yield f"| {documents:,} entries as | s | CPU s | MB written | MB of memory |"
    yield "|---|---:|---:|---:|---:|"
    for suffix, taken in found.items():
        said = [f"{taken[name]:.1f}" for name in ("seconds", "cpu", "written", "peak")]
        yield f"| {suffix} | {' | '.join(said)} |"


def searching(documents: int, questions: int) -> Iterator[str]:
    """CPU milliseconds by class, ours and then peers'."""
    reach = REACH.get(documents, {})
    found = {}
    for engine in ("whoosh", "tantivy"):
        with TemporaryDirectory() as folder:
            filled = _child(folder, "fill", documents, questions, engine)
            found[engine] = _child(folder, "ask", documents, questions, engine) | filled
    ours = found["whoosh"]
    yield (f"| {documents:,} documents, ours | wanted | engine | count | page | "
           "engine of tantivy:// | its page |")  # fmt: skip
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, times in ours.items():
        if isinstance(times, dict):
            other = found["tantivy"][name]
            row = [_said(times, "engine"), _said(times, "count"), _said(times, "page"),
                   _said(other, "engine"), _said(other, "page")]  # fmt: skip
            yield f"| {name} | {reach.get(name, '–')} | {' | '.join(row)} |"
    for words, key in (("first query of a process, ms", "first"), *TAKES):
        other = f"{found['tantivy'][key]:.0f}"
        yield f"| {words} | {reach.get(key, '–')} | {ours[key]:.0f} | | | {other} | |"
    yield ""
    yield from _beside(documents, questions, list(ours))


def _beside(documents: int, questions: int, names: list[str]) -> Iterator[str]:
    """The peers: ids of a page and the exact count, without names or reasons."""
    sizes = dict.fromkeys(PEERS, documents) | {"stock": min(documents, MOST_OF_STOCK)}
    found = {}
    for peer, size in sizes.items():
        with TemporaryDirectory() as folder:
            found[peer] = _child(folder, peer, size, questions, "whoosh")
    heads = [f"{PEERS[peer]}, {size:,}" for peer, size in sizes.items()]
    yield f"| peers, ids and count | {' | '.join(heads)} |"
    yield "|---|" + "---:|" * len(heads)
    for name in names:
        if any(name in one and isinstance(one[name], dict) for one in found.values()):
            row = [_said(one.get(name, {}), "page") for one in found.values()]
            yield f"| {name} | {' | '.join(row)} |"
    for words, key in TAKES:
        row = [f"{one[key]:.0f}" if key in one else "–" for one in found.values()]
        yield f"| {words} | {' | '.join(row)} |"
    for peer, one in found.items():
        if "skipped" in one:
            yield f"| {PEERS[peer]}: not measured, {one['skipped']} |"


def _said(times: dict[str, dict[str, float]], part: str) -> str:
    return Times(**times[part]).said() if part in times else "–"


def _child(
    folder: str, what: str, first: object, second: object, engine: str = "whoosh"
) -> dict[str, Any]:
    """The result of one measurement. Raises `Failed`."""
    index = Path(folder) / "index"
    environment = {
        **os.environ,
        "ARCHIVE_DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3",
        "ARCHIVE_SEARCH_URL": f"{engine}:///{index}",
    }
    command = [sys.executable, "-m", "benchmarks", what, str(first), str(second)]
    ended = subprocess.run(
        [*command, str(index)], env=environment, capture_output=True, text=True,
        check=False, cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    if ended.returncode:
        raise Failed((ended.stderr.strip().splitlines() or ["no word"])[-1])
    found: dict[str, Any] = json.loads(ended.stdout.strip().splitlines()[-1])
    return found
