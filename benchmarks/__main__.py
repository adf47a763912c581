"""One measurement in a process of its own: its result is a line of JSON."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

from . import archive, fts5, relevance  # noqa: E402


def main(what: str, first: str, second: str, index: str) -> object:
    """`fill`, `ask` and `fts5` take documents and questions, `relevance` a language
    and the number of questions (0: all)."""
    if what == "fill":
        return archive.fill(int(first))
    if what == "ask":
        return archive.ask(int(second), int(first), Path(index))
    if what == "fts5":
        return fts5.measure(int(second), int(first))
    return relevance.measure(first, int(second) or None)


print(json.dumps(main(*sys.argv[1:])))
