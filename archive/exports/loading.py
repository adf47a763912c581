"""Entries with what exports write of them, a batch in memory at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from archive.models import Article, Entry, Event, Photo, Source
from archive.models.visibility import public_entries

EXPORT_BATCH_SIZE = 200
MODELS_BY_KIND: dict[str, type[Entry]] = {
    kind.KIND: kind for kind in (Article, Photo, Source, Event)
}


def select_public_ids(ids: Collection[int]) -> set[int]:
    """The public ones of `ids`; one query."""
    return Entry.objects.all().public_among(ids)


def load_public_entry(entry: Entry) -> Entry:
    """The same public entry as its own kind, with its vocabulary; five queries. Raises
    `DoesNotExist` where it is not public."""
    if entry.kind == "article":
        articles = Article.objects.select_related("outlet")
        return articles.filter(public_entries()).with_vocabulary().get(pk=entry.pk)
    return (
        MODELS_BY_KIND[entry.kind].objects.public().with_vocabulary().get(pk=entry.pk)
    )


def load_own_kinds(entries: Iterable[Entry]) -> dict[int, Entry]:
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
            found |= MODELS_BY_KIND[kind].objects.in_bulk(keys)
    return found


def load_public_entries(ids: Sequence[int]) -> list[Entry]:
    """The public ones of `ids`, in their order, each as its own kind with its
    vocabulary; at most 21 queries, whatever their number."""
    public = select_public_ids(ids)
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


def load_batches(ids: Sequence[int]) -> Iterator[list[Entry]]:
    """`load_public_entries`, 200 at a time. Each batch checks what is public when it is
    read, so an entry that is withdrawn meanwhile is left out."""
    for start in range(0, len(ids), EXPORT_BATCH_SIZE):
        yield load_public_entries(ids[start : start + EXPORT_BATCH_SIZE])
