"""A page of the entries that touch a window, without reading all before it."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from archive.models import Entry
from archive.models.entries.entry import EntryQuerySet
from archive.selection import Way, on_the_line, places

from ._begun import begun_before
from ._window import Span

PAGE = 50
FEW = 20_000  # entries of a window that are sorted; more are read in their order


def page_of(
    entries: EntryQuerySet,
    way: Way,
    window: Span | None,
    total: int,
    start: int,
    size: int = PAGE,
) -> EntryQuerySet:
    """`size` entries from the place `start` on, by earliest possible day and then the
    narrower date; `total` touch the window. One query of ids before what is returned,
    but for all entries; two where the window holds many.
    """
    if window is None:
        return places(on_the_line(entries, way), start, start + size)
    first, last = window.earliest, window.latest
    inside = entries.filter(counts_from__gte=first, counts_from__lte=last)
    if total <= FEW:
        ids = _ids([*begun_before(entries, first), inside], start, size)
    else:
        ids = _parted(entries, inside, first, start, size)
    return on_page(ids)


def on_page(ids: Collection[int]) -> EntryQuerySet:
    """The public ones of these, in the order of the line; no query for none."""
    # The line's own condition too, or SQLite would sort what is already sorted.
    return on_the_line(Entry.objects.public().filter(pk__in=ids))


def _parted(
    entries: EntryQuerySet, inside: EntryQuerySet, first: int, start: int, size: int
) -> list[int]:
    """What had begun before comes first; the others are read in their order."""
    before = begun_before(entries, first)
    ids = _ids(before, start, size)
    if len(ids) == size:
        return ids
    passed = start + len(ids) if ids or not start else _number(before)
    skip = start + len(ids) - passed
    more = on_the_line(inside).values_list("pk", flat=True)
    return [*ids, *more[skip : skip + size - len(ids)]]


def _ids(parts: list[EntryQuerySet], start: int, size: int) -> list[int]:
    """The ids at these places of all parts together, in the order of the line."""
    columns = ("counts_from", "date_latest", "date_earliest", "pk")
    first, *others = (part.order_by().values_list(*columns) for part in parts)
    together = first.union(*others, all=True).order_by(
        "counts_from", "date_latest", F("date_earliest").desc(), "pk"
    )
    return [row[3] for row in together[start : start + size]]


def _number(parts: list[EntryQuerySet]) -> int:
    return sum(part.order_by().count() for part in parts)
