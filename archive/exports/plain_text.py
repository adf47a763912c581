"""An entry as plain text, to read and to quote from."""

from __future__ import annotations

from typing import Any

from archive.models import Entry
from archive.text.emendations import mark_emendations

from .json_record import build_json_record
from .registry import register_entry_format

OWN_WORDS_NOTE = "[Retold by the archive in its own words.]"


@register_entry_format("txt", "text/plain; charset=utf-8", "Text")
def write_text(entry: Entry) -> str:
    """Title, text with its anchors, captions, and the reference, in paragraphs."""
    found = build_json_record(entry)
    blocks = [found["title"], *_body_blocks(found)]
    if found["is_demonstration"]:
        blocks.append("[Demonstration entry.]")
    blocks.append(found["reference"])
    return "\n\n".join(block for block in blocks if block) + "\n"


def _body_blocks(found: dict[str, Any]) -> list[str]:
    if found["kind"] == "photo":
        caption = mark_emendations(found["caption"], found["reading"])
        return [caption, found["credit_line"]]
    if found["kind"] == "event":
        return [found["description"] or found["summary"]]
    if found["kind"] == "source":
        return [found["summary"], found["original_url"]]
    blocks = [
        " · ".join(p for p in (found["byline"], found["outlet"], found["date"]) if p),
        OWN_WORDS_NOTE if found["text_is"] == "own_words" else "",
        found["lead"] or found["summary"],
    ]
    for row in found["passages"]:
        text = mark_emendations(row["verbatim"], row["reading"])
        blocks.append(f"[{row['anchor']}] {text}")
    for row in found["photos"]:
        credit = f" ({row['credit_line']})" if row["credit_line"] else ""
        text = mark_emendations(row["caption"], row["reading"])
        blocks.append(f"[{row['anchor']}] {text}{credit}")
    return blocks
