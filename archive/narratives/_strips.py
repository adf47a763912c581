"""Which narratives pass through a span of days."""

from __future__ import annotations

from dataclasses import dataclass

from archive.models import Entry, Narrative

from ._telling import Told, told

LOOKED_THROUGH = 200  # of the narratives published first last
SHOWN = 8


@dataclass(frozen=True)
class Strip:
    """A narrative with those of its dated entries that touch a span, in its order."""

    narrative: Told
    entries: tuple[Entry, ...]


def strips(earliest: int, latest: int) -> list[Strip]:
    """Narratives with an entry that touches the days, the fullest first.

    At most eight, of the 200 published last; two queries.
    """
    public = Narrative.objects.public().with_published()[:LOOKED_THROUGH]
    all_told = told(public, with_vocabulary=False)
    found = [_strip(one, earliest, latest) for one in all_told]
    passing = [strip for strip in found if strip.entries]
    return sorted(passing, key=lambda strip: -len(strip.entries))[:SHOWN]


def _strip(narrative: Told, earliest: int, latest: int) -> Strip:
    seen: dict[int, Entry] = {}
    for step in narrative.steps:
        first, last = step.entry.counts_from, step.entry.counts_to
        if first is None or last is None:
            continue
        if first <= latest and last >= earliest:
            seen.setdefault(step.entry.pk, step.entry)
    return Strip(narrative, tuple(seen.values()))
