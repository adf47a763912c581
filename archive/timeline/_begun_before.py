"""What had begun before a day and is not over."""

from __future__ import annotations

from archive.models.entries.entry import EntryQuerySet
from archive.text.dates import LONGEST_MONTH, LONGEST_YEAR

REACH_STEPS = (
    (1, LONGEST_MONTH),
    (2, LONGEST_YEAR),
    (3, None),
)  # reach, days of the longest


def select_begun_before(entries: EntryQuerySet, first: int) -> list[EntryQuerySet]:
    """What had begun before a day and is not over, by how far it reaches: a date of at
    most a month began in the month before."""
    begun = entries.filter(counts_from__lt=first, counts_to__gte=first)
    return [
        begun.filter(reach=step)
        if days is None
        else begun.filter(reach=step, counts_from__gt=first - days)
        for step, days in REACH_STEPS
    ]
