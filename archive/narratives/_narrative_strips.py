"""Which narratives pass through a span of days."""

from __future__ import annotations

from dataclasses import dataclass

from archive.models import Entry, Narrative

from ._public_narratives import PublicNarrative, load_public_narratives

MOST_NARRATIVES_READ = 200  # of the narratives published first last
MOST_STRIPS = 8


@dataclass(frozen=True)
class NarrativeStrip:
    """A narrative with those of its dated entries that touch a span, in its order."""

    narrative: PublicNarrative
    entries: tuple[Entry, ...]


def find_narratives_in_span(earliest: int, latest: int) -> list[NarrativeStrip]:
    """Narratives with an entry that touches the days, the fullest first.

    At most eight, of the 200 published last; two queries.
    """
    public = Narrative.objects.public().with_published()[:MOST_NARRATIVES_READ]
    all_told = load_public_narratives(public, with_vocabulary=False)
    strips = [_make_strip(one, earliest, latest) for one in all_told]
    passing = [strip for strip in strips if strip.entries]
    return sorted(passing, key=lambda strip: -len(strip.entries))[:MOST_STRIPS]


def _make_strip(
    narrative: PublicNarrative, earliest: int, latest: int
) -> NarrativeStrip:
    entries_in_period: dict[int, Entry] = {}
    for step in narrative.steps:
        first, last = step.entry.counts_from, step.entry.counts_to
        if first is None or last is None:
            continue
        if first <= latest and last >= earliest:
            entries_in_period.setdefault(step.entry.pk, step.entry)
    return NarrativeStrip(narrative, tuple(entries_in_period.values()))
