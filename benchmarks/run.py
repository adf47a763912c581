"""A whole run, printed as it goes."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from .child import Failed
from .cited import citing
from .corpus import Missing, sentences
from .machine import described, load
from .tables import archives, files, relevance

PARTS = ("relevance", "search", "bounds", "exports", "citations", "files")
OF_RECORDS = {"search", "bounds", "exports"}


def main(documents: str, questions: str, only: str, is_quick: str) -> int:
    """Print the tables; 1 where a measurement failed. `documents` and `only` are lists
    with commas; nothing in `only` is all. Without the texts nothing is measured, and
    that is said."""
    parts = only.split(",") if only else list(PARTS)
    try:
        if parts != ["citations"]:  # they need no texts
            sentences()
    except Missing as missing:
        print(f"Skipped: {missing}")
        return 0
    words = ["--quick"] if is_quick == "True" else [
        "--documents", *documents.split(","), "--questions", questions
    ]  # fmt: skip
    words += ["--only", *only.split(",")] if only else []
    try:
        for line in described(words):
            print(f"- {line}", flush=True)
        if "relevance" in parts:
            _print(relevance(int(questions) if is_quick == "True" else 0))
        for number in map(int, documents.split(",")):
            if OF_RECORDS.intersection(parts):
                _print(archives(number, int(questions), parts))
            if "files" in parts:
                _print(files(number))
        if "citations" in parts:
            _print(citing())
        print(f"\nAt the end: {load()}")
    except Failed as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _print(lines: Iterable[str]) -> None:
    print(flush=True)
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
