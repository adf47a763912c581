"""Entries loaded for exports, with one batch in memory at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from archive.models import ENTRY_KINDS, Entry
from archive.models.entries.entry import EntryQuerySet, read_visibility
from archive.models.prepared_queries import prepare_query
from archive.models.visibility import public_entries

EXPORT_BATCH_SIZE = 200


def select_public_ids(ids: Collection[int]) -> set[int]:
    """The ids of public entries among `ids`; one query."""
    return {pk for pk, _kind, is_public in read_visibility(ids) if is_public}


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
    vocabulary; one query, and six for each kind among them.
    """
    public: dict[str, list[int]] = {}
    for pk, kind, is_public in read_visibility(ids):
        if is_public:
            public.setdefault(kind, []).append(pk)
    entries: dict[int, Entry] = {}
    for kind, of_kind in public.items():
        rows = _read_of_kind(ENTRY_KINDS[kind].model, of_kind)
        entries |= {entry.pk: entry for entry in rows}
    return [entries[pk] for pk in ids if pk in entries]


@prepare_query
def _read_of_kind(model: type[Entry], ids: Collection[int]) -> EntryQuerySet:
    rows = ENTRY_KINDS[model.KIND].select_entries().filter(pk__in=ids).order_by()
    return rows.with_vocabulary().prefetch_related("authors")


def load_batches(ids: Sequence[int]) -> Iterator[list[Entry]]:
    """`load_public_entries`, 200 at a time. Each batch checks what is public when it is
    read, so an entry that is withdrawn meanwhile is left out."""
    for start in range(0, len(ids), EXPORT_BATCH_SIZE):
        yield load_public_entries(ids[start : start + EXPORT_BATCH_SIZE])
