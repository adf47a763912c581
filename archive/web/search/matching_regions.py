"""Links to regions whose name or code is the whole search."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from archive.models import Region, RegionName
from archive.models.prepared_queries import prepare_query
from archive.models.vocabulary.shared_terms import find_listed_regions, load_regions
from archive.search import is_only_operators
from archive.text.punctuation import join_enumeration
from archive.text.regioncodes import possible_region_codes

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

    One query, and where any matches four more for what is not held. `AND` is Andorra
    only in quotation marks.
    """
    text = words.strip(' "')
    if not text or len(text) > LONGEST or is_only_operators(words):
        return []
    named = _read_named_regions(RegionName.fold(text), possible_region_codes(text))
    listed = find_listed_regions(pk for pk, _path in named)
    paths = sorted({path for pk, path in named if pk in listed})
    return _name_regions(paths[:MOST]) if paths else []


@prepare_query
def _read_named_regions(
    folded: str, codes: Collection[str]
) -> QuerySet[Region, tuple[int, str]]:
    """As `RegionQuerySet.matching_name`, for readers' words."""
    found = Region.objects.having_name(folded, codes).order_by()
    return found.values_list("pk", "path")


def _name_regions(paths: list[str]) -> list[MatchingRegion]:
    language = get_language() or "en"
    codes = {code for path in paths for code in _list_codes(path)}
    regions = {
        region.code: region for region in load_regions(_read_region_ids(codes)).values()
    }
    names = {code: region.name(language) for code, region in regions.items()}
    return [
        MatchingRegion(
            names[own],
            own,
            regions[own].get_absolute_url(),
            join_enumeration((names[code] for code in reversed(above)), language),
        )
        for *above, own in map(_list_codes, paths)
    ]


def _list_codes(path: str) -> list[str]:
    """The codes from the top down to the region."""
    return path.rstrip("/").split("/")


@prepare_query
def _read_region_ids(codes: Collection[str]) -> QuerySet[Region, int]:
    found = Region.objects.filter(code__in=codes).order_by()
    return found.values_list("pk", flat=True)
