"""The orders of a list; every one is total, so that no page repeats an entry."""

from __future__ import annotations

from django.db.models import Case, F, IntegerField, When

from archive.models.entry import EntryQuerySet
from archive.text.dates import OPEN_EARLIEST


def ordered(entries: EntryQuerySet, sort: str) -> EntryQuerySet:
    """By `date`, `-date`, or (any other value) latest added first.

    By date means by the first possible day, then the narrower date; an unknown
    beginning counts as its known end; undated entries come last either way.
    """
    if sort not in ("date", "-date"):
        return entries.order_by("-first_published_at", "-pk")
    begins = Case(
        When(date_earliest=OPEN_EARLIEST, then=F("date_latest")),
        default=F("date_earliest"),
        output_field=IntegerField(),
    )
    dated = entries.annotate(begins=begins)
    if sort == "date":
        return dated.order_by(
            F("begins").asc(nulls_last=True),
            F("date_latest").asc(nulls_last=True),
            F("date_earliest").desc(nulls_last=True),
            "pk",
        )
    return dated.order_by(
        F("begins").desc(nulls_last=True),
        F("date_latest").desc(nulls_last=True),
        F("date_earliest").asc(nulls_last=True),
        "-pk",
    )
