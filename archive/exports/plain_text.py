"""An entry as plain text, to read and to quote from."""

from __future__ import annotations

from typing import Any

from archive.models import Entry
from archive.text.emendations import mark_emendations

from .json_record import build_json_record
from .registry import register_entry_format

OWN_WORDS_NOTE = "[Retold by the archive in its own words.]"
EVENT_KIND_NOTES = {
    "plan": "[A plan: dated by its announcement.]",
    "call": "[A call for something: dated by the call.]",
    "claim": "[A claim: dated by when it was made.]",
}


@register_entry_format("txt", "text/plain; charset=utf-8", "Text")
def write_text(entry: Entry) -> str:
    """Title, text with its anchors, captions, and the reference, in paragraphs."""
    record = build_json_record(entry)
    blocks = [record["title"], *_body_blocks(record)]
    if record["reply"]:
        blocks.append(f"Reply: {record['reply']}")
    if record["is_demonstration"]:
        blocks.append("[Demonstration entry.]")
    blocks.append(record["reference"])
    if record["proof"]:
        blocks.append(f"Proof of publication: {record['proof']}")
    return "\n\n".join(block for block in blocks if block) + "\n"


def _body_blocks(record: dict[str, Any]) -> list[str]:
    if record["kind"] == "photo":
        caption = mark_emendations(record["caption"], record["reading"])
        return [caption, record["credit_line"]]
    if record["kind"] == "event":
        kind = record["event_kind"]
        return [
            EVENT_KIND_NOTES.get(kind, ""),
            record["description"] or record["summary"],
        ]
    if record["kind"] == "source":
        return [record["summary"], record["original_url"]]
    return _article_blocks(record)


def _article_blocks(record: dict[str, Any]) -> list[str]:
    passages = [
        f"[{row['anchor']}] {mark_emendations(row['verbatim'], row['reading'])}"
        for row in record["passages"]
    ]
    return [
        " · ".join(filter(None, (record["byline"], record["outlet"], record["date"]))),
        f"Issued by {record['issued_by']}" if record["issued_by"] else "",
        OWN_WORDS_NOTE if record["text_is"] == "own_words" else "",
        record["lead"] or record["summary"],
        *passages,
        *map(_photo_block, record["photos"]),
    ]


def _photo_block(photo: dict[str, Any]) -> str:
    credit = f" ({photo['credit_line']})" if photo["credit_line"] else ""
    caption = mark_emendations(photo["caption"], photo["reading"])
    return f"[{photo['anchor']}] {caption}{credit}"
