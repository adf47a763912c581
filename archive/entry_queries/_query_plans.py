"""How the first entries of an order are found among those of a region or concept."""

from __future__ import annotations

from enum import Enum

from archive.models import Entry
from archive.models.entries.entry import EntryQuerySet


class QueryPlan(Enum):
    """Walk the index of the order and ask each entry; or collect all that are tied and
    sort them; or let the database choose, which knows little of how many there are."""

    WALK = 1
    COLLECT = 2
    ANY = 3


def choose_query_plan(number: int, tied: int, every: int, until: int) -> QueryPlan:
    """The way with fewer steps to the place `until` of `number` entries, to collect
    which `tied` are read, among `every`."""
    return QueryPlan.WALK if every * until < number * tied else QueryPlan.COLLECT


def slice_entries(entries: EntryQuerySet, start: int, stop: int) -> EntryQuerySet:
    """The entries at these places of an order. Only their rows are read whole: of all
    that is passed over or sorted, an index may tell enough."""
    ids = entries.values("pk")[start:stop]
    return Entry.objects.filter(pk__in=ids).order_by(*entries.query.order_by)
