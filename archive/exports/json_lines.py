"""Many entries as JSON Lines, and as one JSON list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from archive.models import Entry

from .json_record import documents
from .registry import list_format

# `<` as in an entry's own file; programs that know more ends of lines than JSON Lines
# does would cut at the other three.
ESCAPED = {c: f"\\u{ord(c):04x}" for c in "<\x85\u2028\u2029"}


@list_format("jsonl", "application/jsonl; charset=utf-8", "JSON Lines")
def as_jsonlines(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """One object a line, the same as an entry's `.json`."""
    for entries in batches:
        text = "".join(
            f"{json.dumps(found, ensure_ascii=False)}\n" for found in documents(entries)
        )
        for character, escape in ESCAPED.items():
            text = text.replace(character, escape)
        yield text


@list_format("json", "application/json", "JSON")
def as_json_list(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """A list of the same objects."""
    between = "["
    for text in as_jsonlines(batches):
        for line in text.splitlines():
            yield f"{between}{line}"
            between = ",\n"
    yield "]\n" if between != "[" else "[]\n"
