"""Entries by region: a region counts its own and all below it, each entry once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

from archive.counting import (
    Tallies,
)
from archive.filters import (
    ROLES,
)
from archive.models import SUBJECT_ROLES, EntryRegion, Region
from archive.models.entries.entry import EntryQuerySet
from archive.text.collation import region_collation_key

# Role ("" for the three of the subject) → region code → entries.
CountsByRole = dict[str, dict[str, int]]


def count_by_region(
    entries: EntryQuerySet, roles: tuple[str, ...] = SUBJECT_ROLES
) -> dict[str, int]:
    """Entries by region code, including those of the regions below; each entry counts
    once.

    Regions without entries are absent. One query that reads a row per entry and region.
    """
    role = roles[0] if len(roles) == 1 else ""
    return count_by_region_and_role(entries, None)[role]


def count_by_region_and_role(
    entries: EntryQuerySet, tallies: Tallies | None
) -> CountsByRole:
    """Entries by role and region code; the role "" counts each entry once, as subject
    in any role.

    No query where `tallies` of the same entries are given; else one that reads a row
    per entry and region.
    """
    if tallies is not None:
        counts = {role: tallies.count_by_value(f"{role}:") for role in ROLES}
        return {"": tallies.count_by_value("r:"), **counts}
    pairs = EntryRegion.objects.filter(entry__in=entries.order_by().values("pk"))
    under: dict[str, defaultdict[str, set[int]]] = {
        role: defaultdict(set) for role in ("", *ROLES)
    }
    rows = pairs.order_by().values_list("entry_id", "region__path", "role")
    for entry_id, path, role in rows:
        for code in path.rstrip("/").split("/"):
            under[role][code].add(entry_id)
            if role in SUBJECT_ROLES:
                under[""][code].add(entry_id)
    return {
        role: {code: len(ids) for code, ids in by_code.items()}
        for role, by_code in under.items()
    }


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
