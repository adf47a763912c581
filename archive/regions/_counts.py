"""How many entries stand under each region, each counted once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from archive.models import SUBJECT_ROLES, EntryRegion, Region
from archive.models.entry import EntryQuerySet
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST, from_day_number

KINDS = ("article", "photo", "source", "event")


def counts(
    entries: EntryQuerySet, roles: tuple[str, ...] = SUBJECT_ROLES
) -> dict[str, int]:
    """Entries per region code, those below rolled up, each entry once.

    Regions without entries are absent. One query; one row per entry and region.
    """
    pairs = EntryRegion.objects.filter(
        entry__in=entries.order_by().values("pk"), role__in=roles
    ).values_list("entry_id", "region__path")
    found: defaultdict[str, set[int]] = defaultdict(set)
    for entry_id, path in pairs:
        for code in path.rstrip("/").split("/"):
            found[code].add(entry_id)
    return {code: len(ids) for code, ids in found.items()}


def ranked(
    counted: dict[str, int], parent: Region | None = None
) -> list[tuple[Region, int]]:
    """The children of `parent` (the top level for None) with entries, most first.

    Two queries.
    """
    level = Region.objects.filter(parent=parent, code__in=counted)
    named = level.prefetch_related("names")
    return sorted(
        ((region, counted[region.code]) for region in named),
        key=lambda pair: (-pair[1], pair[0].code),
    )


@dataclass(frozen=True)
class YearRow:
    """One year of the table kinds × years."""

    year: int
    by_kind: dict[str, int]
    total: int


def years_by_kind(entries: EntryQuerySet) -> list[YearRow]:
    """Entries per year and kind; a closed span counts in each year it touches, an
    open one in that of its known end. One query."""
    table: defaultdict[int, dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(KINDS, 0)
    )
    rows = entries.dated().values_list("kind", "date_earliest", "date_latest")
    for kind, earliest, latest in rows:
        if earliest is None or latest is None:
            continue
        begin = latest if earliest == OPEN_EARLIEST else earliest
        end = earliest if latest == OPEN_LATEST else latest
        for year in range(from_day_number(begin)[0], from_day_number(end)[0] + 1):
            table[year][kind] += 1
    return [YearRow(y, table[y], sum(table[y].values())) for y in sorted(table)]
