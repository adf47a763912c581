"""Who wrote it, from a byline as it was printed."""

from __future__ import annotations

import re

_BYLINE_LABEL = re.compile(
    r"^\s*(?:(?:von|by|par|di|por|text|autor(?:in)?|author|words)(?:\s*:\s*|\s+)"
    r"|(?:文|作者|记者|記者|本报记者|本報記者)\s*[:：/／|｜]?\s*)",
    re.IGNORECASE,
)


def strip_byline_label(byline: str) -> str:
    """The name without what introduces it: `Von Clara Muster` → `Clara Muster`.

    A byline that is nothing but such a word stays as it is.
    """
    return _BYLINE_LABEL.sub("", byline, count=1).strip() or byline.strip()
