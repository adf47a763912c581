"""Chooses which of several names to show."""

from __future__ import annotations

from collections.abc import Mapping


def choose_name(names: Mapping[str, str], language: str) -> str:
    """The name in `language`, else the English one, else "".

    `names` are by language; Chinese in any script is `zh-Hans`.
    """
    short = language.split("-")[0]
    for wanted in (language, "zh-Hans" if short == "zh" else short, "en"):
        if wanted in names:
            return names[wanted]
    return ""
