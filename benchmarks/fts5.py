"""A peer: SQLite's FTS5 with the archive's own exact words; no stems or names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from .corpus import Record
from .peer import TAGS, own_clock, said
from .questions import FIRST_MONTH, LAST_MONTH, Question

INSERT = "INSERT INTO entries (rowid, said) VALUES (?, ?)"
KEEP = "INSERT INTO kept (id, region, tag, language, month) VALUES (?, ?, ?, ?, ?)"
JOINED = "FROM entries JOIN kept ON kept.id = entries.rowid WHERE entries MATCH ?"
PLACE = " AND region = 0 AND month BETWEEN ? AND ?"
MARKED = "snippet(entries, 0, ?, ?, '…', 30)"


class Fts5:
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

    def fill(self, made: Iterable[Record]) -> None:
        for record in made:
            self._add(record)
        self._base.commit()

    def save(self, record: Record) -> None:
        self._add(record)
        self._base.commit()

    def _add(self, record: Record) -> None:
        self._last += 1
        self._base.execute(INSERT, [self._last, said(record)])
        row = (record.region, record.tag, record.language, record.month)
        self._base.execute(KEEP, [self._last, *row])

    def page(self, question: Question) -> tuple[int, list[int]]:
        """Filters and order ask for a join, bare words do not."""
        given = [_match(question)]
        where = "FROM entries WHERE entries MATCH ?"
        if question.is_placed or question.is_by_date:
            where = JOINED + (PLACE if question.is_placed else "")
            given += [FIRST_MONTH, LAST_MONTH] if question.is_placed else []
        order = "kept.month" if question.is_by_date else "rank"
        (count,) = self._base.execute(f"SELECT count(*) {where}", given).fetchone()
        rows = self._base.execute(
            f"SELECT entries.rowid {where} ORDER BY {order} LIMIT 20", given
        )
        return count, [row[0] for row in rows]

    def facets(self, question: Question) -> object:
        return [
            self._base.execute(
                f"SELECT {column}, count(*) {JOINED} GROUP BY 1", [_match(question)]
            ).fetchall()
            for column in ("region", "tag", "language")
        ]

    def highlight(self, question: Question) -> object:
        where = "FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT 10"
        given = [*TAGS, _match(question)]
        return self._base.execute(f"SELECT {MARKED} {where}", given).fetchall()

    def clock(self) -> float:
        return own_clock()

    def size(self) -> float:
        return self._path.stat().st_size / 2**20


def _match(question: Question) -> str:
    words = question.words
    if question.form == "phrase":
        return f'"{" ".join(words)}"'
    if question.form == "prefix":
        return f"{words[0]}*"
    return (" OR " if question.form == "or" else " AND ").join(words)
