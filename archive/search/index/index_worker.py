"""The index worker: updates the index from the outbox, and rids it of hidden words."""

from __future__ import annotations

from archive.models import OutboxRow
from archive.search.engines.protocol import IndexUnreachable, IndexUnreadable

from .generations import delete_former_generations, hold_write_lock, needs_rebuild
from .hidden_words import has_hidden_words
from .live_writes import write_entries_as_now
from .rebuild import reindex

ROWS_PER_BATCH = 500
SECONDS_TO_OPEN = 30  # in which a reader has opened the generation that was live


def process_outbox() -> int:
    """Write what waits in the outbox into the index; the number of rows done.

    A row is deleted only after the index has committed it, so a crash repeats work
    and loses none. An index that is missing, old or broken is rebuilt, unless
    another process is at it. Raises `IndexUnwritable` without space or right: the rows
    wait.
    """
    done = 0
    OutboxRow.objects.correct_moments()
    while not needs_rebuild():
        try:
            written = _write_batch()
        except IndexUnreachable:
            raise
        except IndexUnreadable:
            break
        if not written:
            return done
        done += written
    try:
        return done + reindex()
    except BlockingIOError:
        return done


def remove_hidden_words() -> bool:
    """Build another index where the live one has words that readers no longer see;
    whether it did. The files of the one before go half a minute later, at a next call.

    As costly as `reindex`, but editors' changes do not wait for it; nothing where
    another rebuild runs. Raises `IndexUnwritable`, `IndexUnreadable`.
    """
    delete_former_generations(SECONDS_TO_OPEN)
    if not has_hidden_words():
        return False
    try:
        reindex()
    except BlockingIOError:
        return False
    return True


def _write_batch() -> int:
    """Write the oldest rows; their number. Raises `IndexUnreadable` on a broken
    index."""
    if not OutboxRow.objects.due().exists():
        return 0
    with hold_write_lock():
        rows = list(
            OutboxRow.objects.due()[:ROWS_PER_BATCH].values_list("pk", "entry_id")
        )
        ids = {entry_id for _pk, entry_id in rows}
        write_entries_as_now(ids)
        OutboxRow.objects.filter(pk__in=[pk for pk, _id in rows]).delete()
        return len(rows)
