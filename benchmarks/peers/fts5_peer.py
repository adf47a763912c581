"""A peer: SQLite's FTS5 with the archive's own exact words; no stems or names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from benchmarks.archives.corpus import CorpusRecord
from benchmarks.archives.questions import FIRST_MONTH, LAST_MONTH, BenchmarkQuestion
from benchmarks.peers.search_peer import MARK_TAGS, fold_record, read_own_clock

INSERT_TEXT = "INSERT INTO entries (rowid, said) VALUES (?, ?)"
INSERT_COLUMNS = (
    "INSERT INTO kept (id, region, tag, language, month) VALUES (?, ?, ?, ?, ?)"
)
JOINED_TABLES = (
    "FROM entries JOIN kept ON kept.id = entries.rowid WHERE entries MATCH ?"
)
REGION_AND_DATES = " AND region = 0 AND month BETWEEN ? AND ?"
SNIPPET = "snippet(entries, 0, ?, ?, '…', 30)"


class Fts5Peer:
    """One file; the columns to filter by stand in a table beside."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "fts5.sqlite3"
        self._base = sqlite3.connect(self._path)
        self._base.executescript(
            "CREATE VIRTUAL TABLE entries USING fts5(said);"
            "CREATE TABLE kept (id INTEGER PRIMARY KEY, region INT, tag INT,"
            " language TEXT, month TEXT);"
        )
        self._last = 0

    def fill(self, made: Iterable[CorpusRecord]) -> None:
        for record in made:
            self._add(record)
        self._base.commit()

    def save(self, record: CorpusRecord) -> None:
        self._add(record)
        self._base.commit()

    def _add(self, record: CorpusRecord) -> None:
        self._last += 1
        self._base.execute(INSERT_TEXT, [self._last, fold_record(record)])
        row = (record.region, record.tag, record.language, record.month)
        self._base.execute(INSERT_COLUMNS, [self._last, *row])

    def page(self, question: BenchmarkQuestion) -> tuple[int, list[int]]:
        """Filters and order ask for a join, bare words do not."""
        given = [_make_match_query(question)]
        where = "FROM entries WHERE entries MATCH ?"
        if question.is_placed or question.is_by_date:
            where = JOINED_TABLES + (REGION_AND_DATES if question.is_placed else "")
            given += [FIRST_MONTH, LAST_MONTH] if question.is_placed else []
        order = "kept.month" if question.is_by_date else "rank"
        (count,) = self._base.execute(f"SELECT count(*) {where}", given).fetchone()
        rows = self._base.execute(
            f"SELECT entries.rowid {where} ORDER BY {order} LIMIT 20", given
        )
        return count, [row[0] for row in rows]

    def facets(self, question: BenchmarkQuestion) -> object:
        return [
            self._base.execute(
                f"SELECT {column}, count(*) {JOINED_TABLES} GROUP BY 1",
                [_make_match_query(question)],
            ).fetchall()
            for column in ("region", "tag", "language")
        ]

    def highlight(self, question: BenchmarkQuestion) -> object:
        where = "FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT 10"
        given = [*MARK_TAGS, _make_match_query(question)]
        return self._base.execute(f"SELECT {SNIPPET} {where}", given).fetchall()

    def clock(self) -> float:
        return read_own_clock()

    def size(self) -> float:
        return self._path.stat().st_size / 2**20


def _make_match_query(question: BenchmarkQuestion) -> str:
    words = question.words
    if question.form == "phrase":
        return f'"{" ".join(words)}"'
    if question.form == "prefix":
        return f"{words[0]}*"
    return (" OR " if question.form == "or" else " AND ").join(words)
