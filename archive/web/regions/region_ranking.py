"""A ranked list of regions, with the same links as the map beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import get_language

from archive.filters import SearchFilters
from archive.models import Region
from archive.text.languages import is_right_to_left

LOCAL_LANGUAGES = (
    ("zh-Hans", ("CN", "HK", "MO", "TW")),
    ("ug", ("CN-XJ",)),
    ("bo", ("CN-XZ", "CN-QH", "CN-GS", "CN-SC", "CN-YN")),
)


@dataclass(frozen=True)
class LocalName:
    """A name of a region in a local language, with the direction of its script."""

    name: str
    lang: str
    dir: str


@dataclass(frozen=True)
class RankedRegion:
    """A row: number of entries, and share of the highest number. `below` are the rows
    of the regions in it that have entries."""

    name: str
    url: str
    count: int
    share: int
    scripts: list[LocalName]
    below: list[RankedRegion] = field(default_factory=list)


def build_ranking(
    pairs: Iterable[tuple[Region, int]], filters: SearchFilters, *, most: int = 0
) -> list[RankedRegion]:
    """Rows: names in the scripts held, count, share of `most` (else of the first)."""
    language = get_language() or "en"
    rows: list[RankedRegion] = []
    for region, n in pairs:
        name = region.name(language)
        most = most or n
        rows.append(
            RankedRegion(
                name,
                filters.url(region.get_absolute_url(), regions=(), sort=""),
                n,
                min(100, max(1, round(100 * n / most))),
                [s for s in list_local_names(region) if s.name != name],
            )
        )
    return rows


def list_local_names(region: Region) -> list[LocalName]:
    """The names of a region in its local languages, except in Latin script."""
    above = set(region.path.split("/"))
    names = {n.language: n.name for n in region.names.all() if n.is_preferred}
    return [
        LocalName(names[language], language, get_text_direction(language))
        for language, homes in LOCAL_LANGUAGES
        if language in names and above & set(homes)
    ]


def get_text_direction(language: str) -> str:
    """`rtl` for languages written from right to left, else ""."""
    return "rtl" if is_right_to_left(language) else ""
