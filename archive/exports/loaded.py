"""Entries with what exports write of them, a batch in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.models import Article, Entry, Event, Photo, Source

BATCH = 200


def loaded(ids: Sequence[int]) -> list[Entry]:
    """The public ones of `ids`, in their order, each as its own kind with its
    vocabulary; at most 20 queries, whatever their number."""
    found: dict[int, Entry] = {}
    for entries in (
        Article.objects.select_related("outlet"),
        Photo.objects.all(),
        Source.objects.all(),
        Event.objects.all(),
    ):
        shown = entries.public().filter(pk__in=ids)
        found |= {entry.pk: entry for entry in shown.with_vocabulary()}
    return [found[pk] for pk in ids if pk in found]


def batches(ids: Sequence[int]) -> Iterator[list[Entry]]:
    """`loaded`, 200 at a time: who may be seen is asked when the batch is read, so
    what is withdrawn meanwhile is left out."""
    for start in range(0, len(ids), BATCH):
        yield loaded(ids[start : start + BATCH])
