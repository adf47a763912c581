"""The index against the database."""

from __future__ import annotations

from dataclasses import dataclass

from archive.models import Entry, OutboxRow
from archive.search.engines.protocol import IndexUnreadable

from .documents import build_documents
from .live_index import ask_live_index


@dataclass(frozen=True)
class IndexDifference:
    """What the index holds otherwise than the database; entry 0 is the whole index."""

    entry_id: int
    message: str


def find_index_differences() -> list[IndexDifference]:
    """Compare every document with what it would be now; one pass over both.

    Entries that wait in the outbox are left out: the drain has yet to come.
    """
    try:
        stored = ask_live_index(lambda engine, folder: engine.list_digests(folder))
    except IndexUnreadable as error:
        return [IndexDifference(0, f"it cannot be read ({error}): run reindex")]
    held: dict[int, str] = {}
    found = []
    for pk, digest in stored:
        if pk in held:
            found.append(IndexDifference(pk, "stands in the index twice"))
        held[pk] = digest
    waiting = set(OutboxRow.objects.due().values_list("entry_id", flat=True))
    public = Entry.objects.public().exclude(pk__in=waiting).order_by("pk")
    shown = set(public.values_list("pk", flat=True))
    found += [
        IndexDifference(pk, "is in the index, and is not public")
        for pk in sorted(set(held) - shown - waiting)
    ]
    for document in build_documents(public):
        pk = document.pk
        if pk not in held:
            found.append(IndexDifference(pk, "is public, and is not in the index"))
        elif held[pk] != document.digest:
            found.append(IndexDifference(pk, "stands in the index with another text"))
    return found
