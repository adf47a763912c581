"""The orders of a list; every one is total, so that no page repeats an entry."""

from __future__ import annotations

from django.db.models import F

from archive.models.entry import EntryQuerySet


def ordered(entries: EntryQuerySet, sort: str) -> EntryQuerySet:
    """By `date`, `-date`, or (any other value) latest added first.

    By date means by the first possible day, then the narrower date; an unknown
    beginning counts as its known end; undated entries come last either way.
    """
    if sort not in ("date", "-date"):
        return entries.order_by("-first_published_at", "-pk")
    if sort == "date":
        return entries.order_by(
            F("counts_from").asc(nulls_last=True),
            F("date_latest").asc(nulls_last=True),
            F("date_earliest").desc(nulls_last=True),
            "pk",
        )
    return entries.order_by(
        F("counts_from").desc(nulls_last=True),
        F("date_latest").desc(nulls_last=True),
        F("date_earliest").asc(nulls_last=True),
        "-pk",
    )


def on_the_line(entries: EntryQuerySet) -> EntryQuerySet:
    """The dated ones of `entries`, by date: in the order of an index, which says
    nothing of where undated ones stand."""
    dated = entries.filter(counts_from__isnull=False)
    return dated.order_by("counts_from", "date_latest", "-date_earliest", "pk")
