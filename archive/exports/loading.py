"""Entries loaded for exports, with one batch in memory at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from archive.models import ENTRY_KINDS, Entry
from archive.models.entries.entry import EntryQuerySet
from archive.models.visibility import public_entries

EXPORT_BATCH_SIZE = 200


def select_public_ids(ids: Collection[int]) -> set[int]:
    """The ids of public entries among `ids`; one query."""
    return Entry.objects.all().public_among(ids)


def load_public_entry(entry: Entry) -> Entry:
    """The same public entry as its own kind, with its vocabulary and authors, in six
    queries.

    Raises `DoesNotExist` where it is not public.
    """
    return select_public_entries(entry.kind).get(pk=entry.pk)


def select_public_entries(kind: str) -> EntryQuerySet:
    """The public entries of a kind as their own model, with their vocabulary."""
    rows = ENTRY_KINDS[kind].select_entries().filter(public_entries())
    return rows.with_vocabulary().prefetch_related("authors")


def load_public_entries(ids: Sequence[int]) -> list[Entry]:
    """The public entries among `ids`, in their order, each as its own kind with its
    vocabulary; at most 25 queries for any number of entries.
    """
    public = select_public_ids(ids)
    entries: dict[int, Entry] = {}
    for kind in ENTRY_KINDS.values():
        rows = kind.select_entries().filter(pk__in=public).order_by()
        rows = rows.with_vocabulary().prefetch_related("authors")
        entries |= {entry.pk: entry for entry in rows}
    return [entries[pk] for pk in ids if pk in entries]


def load_batches(ids: Sequence[int]) -> Iterator[list[Entry]]:
    """`load_public_entries`, 200 at a time. Each batch checks what is public when it is
    read, so an entry that is withdrawn meanwhile is left out."""
    for start in range(0, len(ids), EXPORT_BATCH_SIZE):
        yield load_public_entries(ids[start : start + EXPORT_BATCH_SIZE])
