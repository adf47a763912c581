"""A whole run, printed as it goes."""

from __future__ import annotations

import sys
from collections.abc import Iterable

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
    try:
        for line in describe_machine(words):
            print(f"- {line}", flush=True)
        if "relevance" in parts:
            _print_lines(
                make_relevance_table(int(questions) if is_quick == "True" else 0)
            )
        for number in map(int, documents.split(",")):
            if PARTS_WITH_RECORDS.intersection(parts):
                _print_lines(make_archive_tables(number, int(questions), parts))
            if "files" in parts:
                _print_lines(make_files_table(number))
        if "citations" in parts:
            _print_lines(make_citations_table())
        print(f"\nAt the end: {describe_load()}")
    except MeasurementFailed as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _print_lines(lines: Iterable[str]) -> None:
    print(flush=True)
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(run_benchmarks(*sys.argv[1:]))
