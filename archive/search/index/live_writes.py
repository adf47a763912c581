"""Writing into the live index: entries as they are now, and what is to go.

All are called under `hold_write_lock`: there is one writer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.models import Entry
from archive.search.engines.protocol import IndexUnreachable, IndexUnreadable

from .documents import build_documents
from .generations import (
    delete_generation,
    get_live_generation,
    list_generations,
    mark_generation_damaged,
    point_to_none,
)
from .hidden_words import note_hidden_words
from .live_index import find_public_ids, get_engine
from .rebuild_progress import list_unfinished, note_changed_entries


def write_entries_as_now(ids: Collection[int]) -> int:
    """Write those of the entries that are public now, and take the others out; how many
    were written. One commit. A rebuild under way learns of them too. Raises
    `IndexUnreadable` and `IndexUnwritable`."""
    folder = get_live_generation()
    with _marking_damage(folder):
        written = write_entries_into(folder, ids)
    note_changed_entries(ids)
    return written


def write_entries_into(folder: Path, ids: Collection[int]) -> int:
    """The same for any generation, of which no rebuild learns; notes beside it whether
    words are hidden so. Raises `IndexUnreadable` and `IndexUnwritable`."""
    public = Entry.objects.public().filter(pk__in=ids)
    public_ids = set(public.values_list("pk", flat=True))
    removed = set(ids) - public_ids
    note_hidden_words(folder, removed, public_ids)
    get_engine().write(folder, build_documents(public.order_by("pk")), removed)
    return len(public_ids)


def remove_documents(ids: Collection[int]) -> None:
    """Take documents out, of public entries too: these come back with their next change
    or a rebuild. One commit. Raises `IndexUnreadable` and `IndexUnwritable`."""
    folder = get_live_generation()
    with _marking_damage(folder):
        note_hidden_words(folder, set(ids) - find_public_ids(ids), ())
        get_engine().write(folder, (), ids)
    note_changed_entries(ids)


def clear_index() -> None:
    """Let no index be live and delete the files of what was; a rebuild under way goes
    on. Until another is published, pages answer from the database. Raises
    `IndexUnwritable`, and the live index is as it was."""
    point_to_none()
    going_on = {progress.folder for progress in list_unfinished()}
    for folder in list_generations():
        if folder not in going_on:
            delete_generation(folder)


@contextmanager
def _marking_damage(folder: Path) -> Iterator[None]:
    """Where a generation turns out to be damaged, mark it so that another is built."""
    try:
        yield
    except IndexUnreachable:
        raise
    except IndexUnreadable:
        mark_generation_damaged(folder)
        raise
