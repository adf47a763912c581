"""What Haystack writes into the index: under our lock, and only what is public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from archive.search.engines.protocol import FilterGroup, SearchRequest
from archive.search.engines.query_tree import QueryNode
from archive.search.index.generations import hold_write_lock, needs_rebuild
from archive.search.index.live_index import evaluate_request, find_public_ids
from archive.search.index.live_writes import (
    clear_index,
    remove_documents,
    write_entries_as_now,
)
from archive.search.index.rebuild import reindex

ENTRIES_PER_BATCH = 500


def update_entries(ids: Iterable[int], batch_size: int = ENTRIES_PER_BATCH) -> int:
    """Write these entries as they are now, a commit for each batch; how many are
    public. Without an index all entries are indexed: a part of them would look like
    the whole. Raises `IndexUnreadable`, `IndexUnwritable`, and `BlockingIOError` where
    another rebuild runs."""
    if needs_rebuild():
        return reindex()
    written = 0
    for batch in _iter_batches(ids, batch_size):
        with hold_write_lock():
            written += write_entries_as_now(batch)
    return written


def remove_entry(pk: int) -> None:
    """Take one entry out; nothing where there is no index."""
    if not needs_rebuild():
        with hold_write_lock():
            remove_documents([pk])


def clear_models(kinds: QueryNode | None) -> None:
    """Take out the entries that a condition finds; None empties the index."""
    with hold_write_lock():
        if kinds is None:
            clear_index()
        elif not needs_rebuild():
            for batch in _iter_batches(_find_indexed_ids(kinds)):
                remove_documents(batch)


def remove_stale_entries(kinds: QueryNode) -> int:
    """Take out what a condition finds and is not public now; how many there were."""
    if needs_rebuild():
        return 0
    with hold_write_lock():
        indexed = _find_indexed_ids(kinds)
        stale = sorted(set(indexed) - find_public_ids(indexed))
        for batch in _iter_batches(stale):
            remove_documents(batch)
    return len(stale)


def _find_indexed_ids(kinds: QueryNode) -> list[int]:
    """Ids of all documents that a condition finds, hidden entries' too."""
    filters = (FilterGroup("models", kinds),)
    answer = evaluate_request(SearchRequest(filters=filters, size=None))
    return [pk for pk, _score in answer.page]


def _iter_batches(
    ids: Iterable[int], size: int = ENTRIES_PER_BATCH
) -> Iterator[list[int]]:
    left = iter(ids)
    while batch := list(islice(left, size)):
        yield batch
