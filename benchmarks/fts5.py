"""A peer: SQLite's FTS5 with the archive's own exact words, one table in memory of
its own process. It knows no stems, names or facets: a page here is ids and a count."""

from __future__ import annotations

import resource
import sqlite3
from dataclasses import asdict
from functools import partial
from time import process_time
from typing import Any

from archive.text.segmenting import tokens

from .corpus import records
from .questions import questions
from .timing import timed


def measure(number: int, documents: int) -> dict[str, Any]:
    """Fill and ask; the same keys as ours."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE entries USING fts5(said)")
    made = (
        (" ".join(t.term for t in tokens(f"{each.title} | {each.text}", "und")),)
        for each in records(documents)
    )
    began = process_time()
    base.executemany("INSERT INTO entries (said) VALUES (?)", made)
    found: dict[str, Any] = {"rate": documents / (process_time() - began)}
    for name, asked in questions(number, documents).items():
        matches = [question.match for question in asked if question.match]
        if matches:
            times = timed([partial(_page, base, match) for match in matches])
            found[name] = {"page": asdict(times)}
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def _page(base: sqlite3.Connection, match: str) -> tuple[int, list[int]]:
    """The exact count and the best twenty."""
    folded = " ".join(
        word if word in ("AND", "OR") else _folded(word) for word in match.split(" ")
    )
    (count,) = base.execute(
        "SELECT count(*) FROM entries WHERE entries MATCH ?", [folded]
    ).fetchone()
    best = base.execute(
        "SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT 20",
        [folded],
    )
    return count, [row[0] for row in best]


def _folded(word: str) -> str:
    before, after = word[: word.startswith('"')], word[len(word.rstrip('"*')) :]
    (term,) = [t.term for t in tokens(word.strip('"*'), "und")]
    return f"{before}{term}{after}"
