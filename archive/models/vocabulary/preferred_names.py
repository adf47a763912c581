"""Which of many names is shown."""

from __future__ import annotations

from collections.abc import Mapping


def choose_name(names: Mapping[str, str], language: str) -> str:
    """The name in `language`, else in English, else "". `names` by language; Chinese of
    any script is `zh-Hans`."""
    short = language.split("-")[0]
    for wanted in (language, "zh-Hans" if short == "zh" else short, "en"):
        if wanted in names:
            return names[wanted]
    return ""
