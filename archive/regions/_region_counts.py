"""Entries by region: a region counts its own and all below it, each entry once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

from archive.counting import count_rows_by_role
from archive.models import SUBJECT_ROLES, Region
from archive.models.entries.entry import EntryQuerySet
from archive.text.collation import region_collation_key


def count_by_region(
    entries: EntryQuerySet, roles: tuple[str, ...] = SUBJECT_ROLES
) -> dict[str, int]:
    """Entries by region code, including those of the regions below; each entry counts
    once.

    Regions without entries are absent. One query that reads a row per entry and region.
    """
    role = roles[0] if len(roles) == 1 else ""
    return count_rows_by_role(entries)[role]


def rank_children(
    counted: dict[str, int], parent: Region | None = None
) -> list[tuple[Region, int]]:
    """The children of `parent` (None: the countries) that have entries, most entries
    first. Two queries."""
    level = Region.objects.filter(parent=parent, code__in=counted)
    return rank_regions(level.prefetch_related("names"), counted)


def rank_regions(
    regions: Iterable[Region], counted: Mapping[str, int]
) -> list[tuple[Region, int]]:
    """The `regions` that have entries, most entries first; those with equally many in
    the order of the reader's language. Uses prefetched `names`."""
    language = get_language() or "en"
    having = [
        (region, counted[region.code]) for region in regions if counted.get(region.code)
    ]

    def rank_region(pair: tuple[Region, int]) -> tuple[int, tuple[bytes, str]]:
        region, number = pair
        name = region.name(language)
        return -number, region_collation_key(region.code, name, language)

    return sorted(having, key=rank_region)
