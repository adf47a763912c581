"""The orders of a list; every one is total, so that no page repeats an entry."""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import Coalesce

from archive.models.entries.entry import EntryQuerySet

from ._query_plans import QueryPlan


def order_entries(
    entries: EntryQuerySet, sort: str, plan: QueryPlan = QueryPlan.ANY
) -> EntryQuerySet:
    """By `date`, `-date`, or (any other value) latest added first.

    By date means by the first possible day, then the narrower date; an unknown
    beginning counts as its known end; undated entries come last either way.
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
    """The dated ones of `entries`, by date: in the order of an index, which says
    nothing of where undated ones stand."""
    dated = entries.filter(counts_from__isnull=False)
    first = _order_key("counts_from", plan).asc()
    return dated.order_by(first, "date_latest", "-date_earliest", "pk")


def _order_key(name: str, plan: QueryPlan) -> F | Coalesce:
    """The first key of an order; for collecting, one that no index has."""
    return Coalesce(name, name) if plan is QueryPlan.COLLECT else F(name)
