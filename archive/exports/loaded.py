"""Entries with what exports write of them, a batch in memory at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from archive.models import Article, Entry, Event, Photo, Source

BATCH = 200


def shown(ids: Collection[int]) -> set[int]:
    """The public ones of `ids`; one query."""
    return Entry.objects.all().public_among(ids)


def loaded(ids: Sequence[int]) -> list[Entry]:
    """The public ones of `ids`, in their order, each as its own kind with its
    vocabulary; at most 21 queries, whatever their number."""
    public = shown(ids)
    found: dict[int, Entry] = {}
    for entries in (
        Article.objects.select_related("outlet"),
        Photo.objects.all(),
        Source.objects.all(),
        Event.objects.all(),
    ):
        rows = entries.filter(pk__in=public).order_by().with_vocabulary()
        found |= {entry.pk: entry for entry in rows}
    return [found[pk] for pk in ids if pk in found]


def batches(ids: Sequence[int]) -> Iterator[list[Entry]]:
    """`loaded`, 200 at a time: who may be seen is asked when the batch is read, so
    what is withdrawn meanwhile is left out."""
    for start in range(0, len(ids), BATCH):
        yield loaded(ids[start : start + BATCH])
