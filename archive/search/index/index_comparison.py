"""Differences between the index and the database."""

from __future__ import annotations

from dataclasses import dataclass

from archive.models import Entry, OutboxRow
from archive.search.engines.protocol import IndexUnreadable

from .documents import build_documents
from .live_index import ask_live_index


@dataclass(frozen=True)
class IndexDifference:
    """One difference of the index from the database; entry 0 is the whole index."""

    entry_id: int
    message: str


def find_index_differences() -> list[IndexDifference]:
    """Compare every document with what it would be now, in one pass over both.

    Entries in the outbox are left out: the index worker has not updated them yet.
    """
    try:
        stored = ask_live_index(lambda engine, folder: engine.list_digests(folder))
    except IndexUnreadable as error:
        return [IndexDifference(0, f"it cannot be read ({error}): run reindex")]
    digests: dict[int, str] = {}
    differences = []
    for pk, digest in stored:
        if pk in digests:
            differences.append(IndexDifference(pk, "stands in the index twice"))
        digests[pk] = digest
    waiting = set(OutboxRow.objects.due().values_list("entry_id", flat=True))
    public = Entry.objects.public().exclude(pk__in=waiting).order_by("pk")
    public_ids = set(public.values_list("pk", flat=True))
    differences += [
        IndexDifference(pk, "is in the index, and is not public")
        for pk in sorted(set(digests) - public_ids - waiting)
    ]
    for document in build_documents(public):
        pk = document.pk
        if pk not in digests:
            differences.append(
                IndexDifference(pk, "is public, and is not in the index")
            )
        elif digests[pk] != document.digest:
            differences.append(
                IndexDifference(pk, "stands in the index with another text")
            )
    return differences
