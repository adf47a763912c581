"""Characters that turn the direction of the text after them (UAX #9).

One that stays open in a title or a credit would turn what the page says after it: a
date, another name, the archive's own words. They are therefore shown, not obeyed.
"""

from __future__ import annotations

import re

# Embeddings, overrides and isolates with their ends. The marks (U+200E, U+200F, U+061C)
# turn nothing that follows, and Arabic and Uyghur texts need them.
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def show_bidi_controls(text: str) -> str:
    """The text with each control as `[U+202E]`."""
    return _CONTROLS.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def escape_bidi_controls(json_text: str) -> str:
    r"""JSON with each control as `\u202e`: the same value, harmless to look at."""
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)
