"""What a source rests on, and what rests on it: one origin, however often told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from archive.models import Derivation, Entry, Source
from archive.models.entry import EntryQuerySet


@dataclass(frozen=True)
class Origin:
    """A source further up a chain; `depth` is 1 for what is rested on directly."""

    source: Source
    depth: int


def chains(sources: Iterable[int]) -> dict[int, list[Origin]]:
    """Of each source the public sources that it rests on, nearest first.

    A query for each step up. What lies behind a hidden source stays hidden.
    """
    above = _edges(set(sources), "source_id", "origin_id")
    held = Source.objects.in_bulk({o for group in above.values() for o in group})
    return {pk: _climbed(pk, above, held) for pk in sources}


def resting_on(source: Entry) -> EntryQuerySet:
    """Public entries that cite the source, or a public one that rests on it."""
    below = _edges({source.pk}, "origin_id", "source_id")
    family = {source.pk} | {pk for group in below.values() for pk in group}
    return Entry.objects.public().filter(citations__source__in=family).distinct()


def _edges(start: set[int], near: str, far: str) -> dict[int, list[int]]:
    public = Entry.objects.public().values("pk")
    found: defaultdict[int, list[int]] = defaultdict(list)
    seen, step = set(start), set(start)
    while step:
        rows = Derivation.objects.filter(
            **{f"{near}__in": step, f"{far}__in": public}
        ).order_by("pk")
        step = set()
        for here, there in rows.values_list(near, far):
            found[here].append(there)
            step |= {there} - seen
        seen |= step
    return dict(found)


def _climbed(
    pk: int, above: dict[int, list[int]], held: dict[int, Source]
) -> list[Origin]:
    found: list[Origin] = []
    step, depth, seen = [pk], 1, {pk}
    while step:
        step = [o for here in step for o in above.get(here, ()) if o not in seen]
        step = list(dict.fromkeys(step))
        seen |= set(step)
        found += [Origin(held[o], depth) for o in step]
        depth += 1
    return found
