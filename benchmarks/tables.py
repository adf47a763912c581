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


def searching(documents: int, questions: int) -> Iterator[str]:
    """CPU milliseconds by class: a page with its facets, hits and reasons; the count
    alone; and FTS5, ids and count."""
    with TemporaryDirectory() as folder:
        filled = _child(folder, "fill", documents, questions)
        ours = _child(folder, "ask", documents, questions)
        peer = _child(folder, "fts5", documents, questions)
    yield f"| {documents:,} documents | page | count | FTS5, ids and count |"
    yield "|---|---:|---:|---:|"
    for name, times in ours.items():
        if isinstance(times, dict):
            theirs = _said(peer[name]["page"]) if name in peer else "–"
            page, count = _said(times["page"]), _said(times["count"])
            yield f"| {name} | {page} | {count} | {theirs} |"
    yield f"| first query, ms | {ours['first']:.0f} | | |"
    ours |= filled
    for words, key in (
        ("rebuild, documents per CPU s", "rate"),
        ("memory, MB", "memory"),
        ("index, MB", "size"),
    ):
        theirs = f"{peer[key]:.0f}" if key in peer else "–"
        yield f"| {words} | {ours[key]:.1f} | | {theirs} |"


def _said(times: dict[str, float]) -> str:
    return Times(**times).said()


def _child(folder: str, what: str, first: object, second: object) -> dict[str, Any]:
    """The result of one measurement. Raises `Failed`."""
    index = Path(folder) / "index"
    environment = {
        **os.environ,
        "ARCHIVE_DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3",
        "ARCHIVE_SEARCH_URL": f"whoosh:///{index}",
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
