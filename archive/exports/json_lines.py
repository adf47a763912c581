"""Many entries as JSON Lines, and as one JSON list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from archive.models import Entry
from archive.text.punctuation import escape_bidi_controls

from .json_record import build_json_records
from .registry import register_list_format

# `<` is escaped as in an entry's own file. The other three are line ends to some
# programs, but not to JSON Lines.
JSON_LINES_ESCAPES = {c: f"\\u{ord(c):04x}" for c in "<\x85\u2028\u2029"}


@register_list_format("jsonl", "application/jsonl; charset=utf-8", "JSON Lines")
def write_json_lines(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """One object a line, the same as in an entry's `.json`."""
    for entries in batches:
        text = "".join(
            f"{json.dumps(record, ensure_ascii=False)}\n"
            for record in build_json_records(entries)
        )
        for character, escape in JSON_LINES_ESCAPES.items():
            text = text.replace(character, escape)
        yield escape_bidi_controls(text)


@register_list_format("json", "application/json", "JSON")
def write_json_list(batches: Iterable[Sequence[Entry]]) -> Iterator[str]:
    """A list of the same objects."""
    separator = "["
    for text in write_json_lines(batches):
        for line in text.splitlines():
            yield f"{separator}{line}"
            separator = ",\n"
    yield "]\n" if separator != "[" else "[]\n"
