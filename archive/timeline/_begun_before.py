"""Entries that begin before a day and reach it."""

from __future__ import annotations

from archive.models.entries.entry import EntryQuerySet
from archive.text.dates import LONGEST_MONTH, LONGEST_YEAR

# Reach of a date (see `compute_reach`), and the days of the longest such date.
REACH_STEPS = ((1, LONGEST_MONTH), (2, LONGEST_YEAR), (3, None))


def select_begun_before(entries: EntryQuerySet, first: int) -> list[EntryQuerySet]:
    """Entries that begin before the day `first` and end on or after it, as several
    queries.

    Each query takes one length of date (`reach`), so that an index finds them: a date
    of at most a month, for example, can only have begun in the month before.
    """
    begun = entries.filter(counts_from__lt=first, counts_to__gte=first)
    return [
        begun.filter(reach=step)
        if days is None
        else begun.filter(reach=step, counts_from__gt=first - days)
        for step, days in REACH_STEPS
    ]
