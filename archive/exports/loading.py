"""Entries with what exports write of them, a batch in memory at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from archive.models import Article, Entry, Event, Photo, Source
from archive.models.visibility import public_entries

BATCH = 200
KINDS: dict[str, type[Entry]] = {
    kind.KIND: kind for kind in (Article, Photo, Source, Event)
}


def shown(ids: Collection[int]) -> set[int]:
    """The public ones of `ids`; one query."""
    return Entry.objects.all().public_among(ids)


def whole(entry: Entry) -> Entry:
    """The same public entry as its own kind, with its vocabulary; five queries. Raises
    `DoesNotExist` where it is not public."""
    if entry.kind == "article":
        articles = Article.objects.select_related("outlet")
        return articles.filter(public_entries()).with_vocabulary().get(pk=entry.pk)
    return KINDS[entry.kind].objects.public().with_vocabulary().get(pk=entry.pk)


def of_own_kind(entries: Iterable[Entry]) -> dict[int, Entry]:
    """Each entry as its own kind, by its key; a query for each kind among them."""
    ids: dict[str, list[int]] = {}
    for entry in entries:
        ids.setdefault(entry.kind, []).append(entry.pk)
    found: dict[int, Entry] = {}
    for kind, keys in ids.items():
        if kind == "article":
            rows = Article.objects.select_related("outlet").filter(pk__in=keys)
            found |= {article.pk: article for article in rows}
        else:
            found |= KINDS[kind].objects.in_bulk(keys)
    return found


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
