"""How to read the first entries of an ordered list that is filtered by region or
tag."""

from __future__ import annotations

from enum import Enum

from archive.models import Entry
from archive.models.entries.entry import EntryQuerySet


class QueryPlan(Enum):
    """WALK reads the index of the order and checks each entry's own ties. COLLECT reads
    all entries tied to the region or tag, then sorts them. ANY leaves the choice to the
    database, which knows little about how many there are."""

    WALK = 1
    COLLECT = 2
    ANY = 3


def choose_query_plan(matching: int, tied: int, total: int, stop: int) -> QueryPlan:
    """The plan that reads fewer rows to give the first `stop` of `matching` entries.

    COLLECT reads the `tied` entries. WALK passes `total / matching` entries of the
    archive for each one that matches.
    """
    return QueryPlan.WALK if total * stop < matching * tied else QueryPlan.COLLECT


def slice_entries(entries: EntryQuerySet, start: int, stop: int) -> EntryQuerySet:
    """Entries `start` to `stop` (exclusive) of a query, in its order or the model's, as
    a lazy query.

    The inner query reads ids alone, which an index may hold, so that only the rows of
    the slice are read whole. They come in any order unless the outer query says which.
    """
    ids = entries.values("pk")[start:stop]
    ordering = entries.query.order_by or Entry._meta.ordering or ()
    return Entry.objects.filter(pk__in=ids).order_by(*ordering)
