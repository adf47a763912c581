"""A ranked list of regions: the same links as on the map beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from archive.filters import SearchFilters
from archive.models import Region
from archive.text.languages import is_right_to_left

LOCAL_LANGUAGES = (("zh-Hans", ("CN", "HK", "MO", "TW")), ("ug", ("CN-XJ",)))


def build_ranking(
    pairs: Iterable[tuple[Region, int]], filters: SearchFilters, *, most: int = 0
) -> list[dict[str, Any]]:
    """Rows: names in the scripts held, count, share of `most` (else of the first)."""
    language = get_language() or "en"
    rows: list[dict[str, Any]] = []
    for region, n in pairs:
        name = region.name(language)
        most = most or n
        rows.append(
            {
                "name": name,
                "url": filters.url(region.get_absolute_url(), regions=(), sort=""),
                "n": n,
                "share": min(100, max(1, round(100 * n / most))),
                "scripts": [s for s in list_local_names(region) if s["name"] != name],
            }
        )
    return rows


def list_local_names(region: Region) -> list[dict[str, str]]:
    """What it is called where it lies, as far as that is not in the Latin script."""
    above = set(region.path.split("/"))
    held = {n.language: n.name for n in region.names.all() if n.is_preferred}
    return [
        {"name": held[language], "lang": language, "dir": get_text_direction(language)}
        for language, homes in LOCAL_LANGUAGES
        if language in held and above & set(homes)
    ]


def get_text_direction(language: str) -> str:
    """`rtl` for a language that is written from the right, else ""."""
    return "rtl" if is_right_to_left(language) else ""
