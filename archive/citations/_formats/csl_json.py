"""CSL-JSON, which citation processors read."""

from __future__ import annotations

import json

from archive.citations._references import Reference


def write_csl_json(found: Reference) -> str:
    """One item of the list; `<` is written as an escape, so that it may stand in HTML.

    Texts stand as they are, line ends too: JSON has a form for them.
    """
    item = dict(found.csl)
    if found.tags:
        item["keyword"] = "; ".join(found.tags)
    if found.note:
        item["note"] = found.note
    text = json.dumps(item, ensure_ascii=False, indent=2)
    return text.replace("<", "\\u003c")
