"""The orders of an entry list. Each ends with the key, so that no two entries tie and
no entry appears on two pages."""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import Coalesce

from archive.models.entries.entry import EntryQuerySet

from ._query_plans import QueryPlan


def order_entries(
    entries: EntryQuerySet, sort: str, plan: QueryPlan = QueryPlan.ANY
) -> EntryQuerySet:
    """Order by `date`, by `-date`, or for any other `sort` the latest added first.

    By date means: by the first day on which the entry counts, then the narrower date
    first. A date with an unknown beginning counts at its known end. Undated entries
    come last in both directions.
    """
    if sort not in ("date", "-date"):
        return entries.order_by(_order_key("first_published_at", plan).desc(), "-pk")
    if sort == "date":
        return entries.order_by(
            _order_key("counts_from", plan).asc(nulls_last=True),
            F("date_latest").asc(nulls_last=True),
            F("date_earliest").desc(nulls_last=True),
            "pk",
        )
    return entries.order_by(
        _order_key("counts_from", plan).desc(nulls_last=True),
        F("date_latest").desc(nulls_last=True),
        F("date_earliest").asc(nulls_last=True),
        "-pk",
    )


def order_dated_entries(
    entries: EntryQuerySet, plan: QueryPlan = QueryPlan.ANY
) -> EntryQuerySet:
    """The dated entries by date, as an index holds them.

    Leaving out undated entries lets the database use that index, which has no rule
    for where they go.
    """
    dated = entries.filter(counts_from__isnull=False)
    first = _order_key("counts_from", plan).asc()
    return dated.order_by(first, "date_latest", "-date_earliest", "pk")


def _order_key(name: str, plan: QueryPlan) -> F | Coalesce:
    """The first sort key. COLLECT hides the column in an expression, so that the
    database can't walk an index by it."""
    return Coalesce(name, name) if plan is QueryPlan.COLLECT else F(name)
