"""Many entries as JSON Lines, and as one JSON list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from archive.models import Entry

from .json_record import build_json_records
from .registry import register_list_format

# `<` as in an entry's own file; programs that know more ends of lines than JSON Lines
# does would cut at the other three.
JSON_LINES_ESCAPES = {c: f"\\u{ord(c):04x}" for c in "<\x85\u2028\u2029"}


@register_list_format("jsonl", "application/jsonl; charset=utf-8", "JSON Lines")
def write_json_lines(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """One object a line, the same as an entry's `.json`."""
    for entries in batches:
        text = "".join(
            f"{json.dumps(found, ensure_ascii=False)}\n"
            for found in build_json_records(entries)
        )
        for character, escape in JSON_LINES_ESCAPES.items():
            text = text.replace(character, escape)
        yield text


@register_list_format("json", "application/json", "JSON")
def write_json_list(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """A list of the same objects."""
    between = "["
    for text in write_json_lines(batches):
        for line in text.splitlines():
            yield f"{between}{line}"
            between = ",\n"
    yield "]\n" if between != "[" else "[]\n"
