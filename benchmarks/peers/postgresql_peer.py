"""A peer: PostgreSQL's full-text search in its own words: `german`, `english`, else
`simple`, a GIN index and ts_rank. CPU is its server process's and ours."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from time import process_time

import psycopg

from benchmarks.archives.corpus import CorpusRecord
from benchmarks.archives.questions import FIRST_MONTH, LAST_MONTH, BenchmarkQuestion
from tests.postgresql import Server, Unavailable

__all__ = ["PostgreSQLPeer", "Unavailable"]

CREATE_TABLE = """
CREATE TABLE entries (id serial PRIMARY KEY, said text, words tsvector, region int,
                      tag int, language text, month text);
"""
INSERT_RECORD = """
INSERT INTO entries (said, words, region, tag, language, month)
VALUES (%s, to_tsvector(%s::regconfig, %s), %s, %s, %s, %s)
"""
SEARCH_CONFIGURATIONS = {"de": "german", "en": "english"}
MATCHING_ROWS = "FROM entries, to_tsquery('german', %s) asked WHERE words @@ asked"
PLACE_AND_DATES = " AND region = 0 AND month BETWEEN %s AND %s"
HEADLINE = "ts_headline('german', said, asked, 'MaxWords=30, MinWords=10')"


class PostgreSQLPeer:
    """A server on a socket, started for this run. Raises `Unavailable`."""

    def __init__(self, folder: Path) -> None:
        del folder  # the server makes its own
        self._server = Server()
        self._base = psycopg.connect(self._server.url("postgres"), autocommit=True)
        self._base.execute(CREATE_TABLE)
        self._base.execute("SET max_parallel_workers_per_gather = 0")
        self._base.execute("SET max_parallel_maintenance_workers = 0")

    def fill(self, made: Iterable[CorpusRecord]) -> None:
        with self._base.transaction(), self._base.cursor() as cursor:
            for record in made:
                cursor.execute(INSERT_RECORD, _make_row(record))
        self._base.execute("CREATE INDEX by_words ON entries USING gin (words)")
        self._base.execute("VACUUM ANALYZE entries")

    def save(self, record: CorpusRecord) -> None:
        self._base.execute(INSERT_RECORD, _make_row(record))

    def page(self, question: BenchmarkQuestion) -> tuple[int, list[int]]:
        given: list[object] = [_make_tsquery(question)]
        where = MATCHING_ROWS
        if question.is_placed:
            where += PLACE_AND_DATES
            given += [FIRST_MONTH, LAST_MONTH]
        rank = "month" if question.is_by_date else "ts_rank(words, asked) DESC"
        counted = self._base.execute(f"SELECT count(*) {where}", given).fetchone()
        rows = self._base.execute(
            f"SELECT id {where} ORDER BY {rank} LIMIT 20", given
        ).fetchall()
        return (counted or (0,))[0], [row[0] for row in rows]

    def facets(self, question: BenchmarkQuestion) -> object:
        return [
            self._base.execute(
                f"SELECT {column}, count(*) {MATCHING_ROWS} GROUP BY 1",
                [_make_tsquery(question)],
            ).fetchall()
            for column in ("region", "tag", "language")
        ]

    def highlight(self, question: BenchmarkQuestion) -> object:
        order = "ts_rank(words, asked) DESC"
        best = f"SELECT said, asked {MATCHING_ROWS} ORDER BY {order} LIMIT 10"
        return self._base.execute(
            f"SELECT {HEADLINE} FROM ({best}) best", [_make_tsquery(question)]
        ).fetchall()

    def clock(self) -> float:
        """Ours and its process's, which the kernel tells in nanoseconds."""
        told = Path(f"/proc/{self._base.info.backend_pid}/schedstat").read_text("ascii")
        return process_time() + int(told.split()[0]) / 1e9

    def size(self) -> float:
        asked = "SELECT pg_relation_size('by_words')"
        return float((self._base.execute(asked).fetchone() or (0,))[0]) / 2**20

    def close(self) -> None:
        """End the server and remove its folder."""
        self._base.close()
        self._server.stop()


def _make_row(record: CorpusRecord) -> tuple[object, ...]:
    text = f"{record.title} {record.text}"
    config = SEARCH_CONFIGURATIONS.get(record.language, "simple")
    return (
        text,
        config,
        text,
        record.region,
        record.tag,
        record.language,
        record.month,
    )


def _make_tsquery(question: BenchmarkQuestion) -> str:
    words = question.words
    if question.form == "phrase":
        return " <-> ".join(words)
    if question.form == "prefix":
        return f"{words[0]}:*"
    return (" | " if question.form == "or" else " & ").join(words)
