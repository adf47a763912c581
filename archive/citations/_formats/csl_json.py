"""CSL-JSON, which citation processors read."""

from __future__ import annotations

import json

from archive.citations._references import Reference
from archive.text.punctuation import escape_bidi_controls


def write_csl_json(reference: Reference) -> str:
    """One item of a CSL-JSON list, with `<` escaped so that it may be inside HTML.

    Texts keep their line ends: JSON can hold them.
    """
    item = dict(reference.csl)
    if reference.tags:
        item["keyword"] = "; ".join(reference.tags)
    if reference.abstract:
        item["abstract"] = reference.abstract
    if reference.relation_lines:  # CSL 1.0.2: what became of a work, as "retracted"
        item["references"] = " ".join(reference.relation_lines)
    if reference.note_lines:  # Zotero shows it as Extra, line by line
        item["note"] = "\n".join(reference.note_lines)
    text = json.dumps(item, ensure_ascii=False, indent=2)
    return escape_bidi_controls(text.replace("<", "\\u003c"))
