"""Numbers of entries counted from their rows in the database, one by one."""

from __future__ import annotations

from collections import Counter, defaultdict

from archive.filters import ROLES
from archive.models import SUBJECT_ROLES, EntryRegion
from archive.models.counts.month_numbers import (
    ALL_MONTHS,
    UNDATED_MONTH,
    get_month_number,
)
from archive.models.entries.entry import EntryQuerySet

from ._month_counts import CountsByMonth, MonthCounts, build_month_counts

# Role ("" for the three of the subject) → region code → entries.
CountsByRole = dict[str, dict[str, int]]


def count_rows_by_role(entries: EntryQuerySet) -> CountsByRole:
    """Entries by role and region code, those of the regions below with them; the role
    "" counts each entry once, as subject in any role.

    One query that reads a row per entry and region.
    """
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


def count_rows_by_month(entries: EntryQuerySet) -> dict[str, MonthCounts]:
    """Entries by kind and month, without kinds of which there is none; one query that
    reads a row per entry."""
    counts: defaultdict[str, CountsByMonth] = defaultdict(Counter)
    rows = entries.order_by().values_list("kind", "counts_from", "counts_to")
    for kind, first, last in rows:
        counts[kind][ALL_MONTHS, "starts"] += 1
        if first is None or last is None:
            counts[kind][UNDATED_MONTH, "starts"] += 1
        else:
            counts[kind][get_month_number(first), "starts"] += 1
            counts[kind][get_month_number(last), "ends"] += 1
    return {kind: build_month_counts(months) for kind, months in counts.items()}
