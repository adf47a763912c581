"""Links to regions whose name or code is the whole search."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from archive.models import Region
from archive.search import is_only_operators
from archive.text.punctuation import join_enumeration

LONGEST, MOST = 80, 4  # characters of a name; places


@dataclass(frozen=True)
class MatchingRegion:
    """A region that the words name, and its ancestors."""

    name: str
    code: str
    url: str
    ancestor_names: str


def find_matching_regions(words: str) -> list[MatchingRegion]:
    """Regions with these words as a name or code in any language, with their ancestors.

    One query, two more for names where any matches. `AND` is Andorra only in quotation
    marks.
    """
    text = words.strip(' "')
    if not text or len(text) > LONGEST or is_only_operators(words):
        return []
    regions = list(Region.objects.listed().matching_name(text).order_by("path")[:MOST])
    return _name_regions(regions) if regions else []


def _name_regions(regions: list[Region]) -> list[MatchingRegion]:
    language = get_language() or "en"
    codes = {code for region in regions for code in region.path.split("/")}
    read = Region.objects.filter(code__in=codes).prefetch_related("names")
    names = {region.code: region.name(language) for region in read}
    return [
        MatchingRegion(
            names[region.code],
            region.code,
            region.get_absolute_url(),
            join_enumeration(
                (names[code] for code in reversed(region.path.split("/")[:-2])),
                language,
            ),
        )
        for region in regions
    ]
