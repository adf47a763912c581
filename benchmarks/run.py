"""A whole run, printed as it goes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from benchmarks.archives.corpus import CorpusMissing, read_sentences
from benchmarks.child_process import MeasurementFailed

from .machine import describe_load, describe_machine
from .tables import (
    make_archive_tables,
    make_citations_table,
    make_files_table,
    make_relevance_table,
)

TABLE_PARTS = ("relevance", "search", "bounds", "exports", "citations", "files")
PARTS_WITH_RECORDS = {"search", "bounds", "exports"}


def run_benchmarks(documents: str, questions: str, only: str, is_quick: str) -> int:
    """Print the tables; 1 where a measurement failed. `documents` and `only` are lists
    with commas; nothing in `only` is all. Without the texts nothing is measured, and
    that is said."""
    parts = only.split(",") if only else list(TABLE_PARTS)
    try:
        if parts != ["citations"]:  # they need no texts
            read_sentences()
    except CorpusMissing as missing:
        print(f"Skipped: {missing}")
        return 0
    words = (
        ["--quick"]
        if is_quick == "True"
        else ["--documents", *documents.split(","), "--questions", questions]
    )
    words += ["--only", *only.split(",")] if only else []
    judged = int(questions) if is_quick == "True" else 0
    try:
        for line in describe_machine(words):
            print(f"- {line}", flush=True)
        sizes = [int(number) for number in documents.split(",")]
        for table in _make_tables(parts, sizes, int(questions), judged):
            print(flush=True)
            for line in table:
                print(line, flush=True)
        print(f"\nAt the end: {describe_load()}")
    except MeasurementFailed as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _make_tables(
    parts: list[str], sizes: list[int], questions: int, judged: int
) -> Iterator[Iterable[str]]:
    """The tables of the parts, for each number of documents; `judged` are the questions
    of the relevance table (0: all)."""
    if "relevance" in parts:
        yield make_relevance_table(judged)
    for size in sizes:
        if PARTS_WITH_RECORDS.intersection(parts):
            yield make_archive_tables(size, questions, parts)
        if "files" in parts:
            yield make_files_table(size)
    if "citations" in parts:
        yield make_citations_table()


if __name__ == "__main__":
    sys.exit(run_benchmarks(*sys.argv[1:]))
