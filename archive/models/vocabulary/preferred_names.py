"""Chooses which of several names to show."""

from __future__ import annotations

from collections.abc import Mapping


def choose_language(names: Mapping[str, str], language: str) -> str:
    """The key of the name in `language`, else of the English one, else "".

    `names` are by language, `zh-Hans` for Chinese, which Django writes `zh-hans`.
    """
    short = language.split("-")[0]
    for wanted in (language, "zh-Hans" if short == "zh" else short, "en"):
        if names.get(wanted):
            return wanted
    return ""


def choose_name(names: Mapping[str, str], language: str) -> str:
    """The name in `language`, else the English one, else "".

    `names` are by language; Chinese in any script is `zh-Hans`.
    """
    return names.get(choose_language(names, language), "")
