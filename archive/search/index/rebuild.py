"""Another generation beside the live one, in parts that outlast an interruption."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable

from archive.models import Entry, OutboxRow
from archive.models.entries.entry import EntryQuerySet
from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.protocol import (
    IndexUnreachable,
    IndexUnreadable,
    IndexUnwritable,
)

from .documents import build_documents
from .generations import (
    create_generation,
    delete_generation,
    hold_rebuild_lock,
    hold_write_lock,
    publish_generation,
)
from .live_index import get_engine
from .live_writes import write_entries_into
from .rebuild_progress import RebuildProgress, resume_rebuild

# Documents in one commit, and lost at most by an interruption
DOCUMENTS_PER_COMMIT = 8_000
ENTRIES_PER_QUERY = 500  # entries in one commit that catches up, and in one query
CATCH_UP_ROUNDS = 2  # of catching up before the index worker must wait for the rest
ReportProgress = Callable[[int, int], None]


def _ignore_progress(_done: int, _all: int) -> None:
    """Report nothing."""


def reindex(report: ReportProgress = _ignore_progress) -> int:
    """Build another generation beside the live one and publish it; the number of
    documents.

    The index worker goes on writing into the live index meanwhile. `report` is called
    with (written, expected) after each document. After an interruption the next call
    goes on after the last commit. Raises `BlockingIOError` where another rebuild runs,
    and `IndexUnwritable`; then the live index and the outbox are as they were.
    """
    with hold_rebuild_lock():
        try:
            return _run_rebuild(report)
        except IndexUnreachable:  # it goes on from here when somebody answers
            raise
        except IndexUnreadable:  # the unfinished generation was damaged
            return _run_rebuild(report)


def _run_rebuild(report: ReportProgress) -> int:
    with hold_write_lock():
        progress = resume_rebuild() or _start_generation()
        rebuild = _Rebuild(progress, report)
    try:
        rebuild.run()
    except IndexUnreachable:
        raise
    except (IndexUnreadable, IndexUnwritable):
        # Give the space back: there may be none for what editors save.
        with hold_write_lock():
            delete_generation(rebuild.progress.folder)
        raise
    return rebuild.progress.written


def _start_generation() -> RebuildProgress:
    """An empty generation. Raises `IndexUnwritable`."""
    progress = RebuildProgress(create_generation())
    try:
        get_engine().create(progress.folder)
        progress.save()
    except BaseException:
        delete_generation(progress.folder)
        raise
    return progress


class _Rebuild:
    """One run: entries in the order of their ids, then what changed meanwhile."""

    def __init__(self, progress: RebuildProgress, report: ReportProgress) -> None:
        self.progress, self._report = progress, report
        # Later ones have rows in the outbox; else fast savers would never let it end.
        newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
        self._last_id = newest or 0
        # These entries are still to be read, as they are then: no need to do it twice.
        unread = {"entry_id__gt": progress.after, "entry_id__lte": self._last_id}
        due = OutboxRow.objects.due().filter(**unread)
        self._covered = set(due.values_list("pk", flat=True))
        self._caught_up = 0

    def run(self) -> None:
        """All of it. Raises `IndexUnwritable`, `IndexUnreadable`."""
        ends, expected = self._plan_parts()
        for last in ends:
            self._write_part(last, expected)
        for _again in range(CATCH_UP_ROUNDS):
            self._catch_up(self.progress.read_changed_ids(self._caught_up))
        with hold_write_lock():
            self._catch_up(self.progress.read_changed_ids(self._caught_up))
            done = set(OutboxRow.objects.due().values_list("pk", flat=True))
            self._write_as_now(_entries_of_rows(done - self._covered))
            publish_generation(self.progress.folder)
            self.progress.delete_notes()
            for pks in _chunk_ids(done | self._covered):
                OutboxRow.objects.filter(pk__in=pks).delete()

    def _plan_parts(self) -> tuple[list[int], int]:
        """The last id of each commit, and how many documents there will be; one query
        for the ids of all."""
        ids = array(
            "q", self._select_entries(self._last_id).values_list("pk", flat=True)
        )
        ends = list(ids[DOCUMENTS_PER_COMMIT - 1 :: DOCUMENTS_PER_COMMIT])
        if len(ids) % DOCUMENTS_PER_COMMIT:
            ends.append(ids[-1])
        return ends, self.progress.written + len(ids)

    def _select_entries(self, last: int) -> EntryQuerySet:
        """The public entries after the last commit, up to an id."""
        public = Entry.objects.public().order_by("pk")
        return public.filter(pk__gt=self.progress.after, pk__lte=last)

    def _write_part(self, last: int, expected: int) -> None:
        """Commit the next entries, up to the id `last`."""
        before = self.progress.written

        def build_reported() -> Iterable[IndexDocument]:
            for document in build_documents(self._select_entries(last)):
                yield document
                self.progress.written += 1
                self._report(self.progress.written, expected)

        try:
            get_engine().write(self.progress.folder, build_reported(), ())
        except BaseException:
            self.progress.written = before
            raise
        self.progress.after = last
        self.progress.save()

    def _catch_up(self, pks: list[int]) -> None:
        self._write_as_now(pks)
        self._caught_up += len(pks)

    def _write_as_now(self, entry_ids: Iterable[int]) -> None:
        """Write these entries as they are now, and take out what is not public."""
        for pks in _chunk_ids(set(entry_ids)):
            write_entries_into(self.progress.folder, pks)


def _entries_of_rows(rows: set[int]) -> set[int]:
    entry_ids: set[int] = set()
    for pks in _chunk_ids(rows):
        outbox_rows = OutboxRow.objects.filter(pk__in=pks)
        entry_ids |= set(outbox_rows.values_list("entry_id", flat=True))
    return entry_ids


def _chunk_ids(pks: set[int]) -> Iterable[list[int]]:
    ordered = sorted(pks)
    return (
        ordered[at : at + ENTRIES_PER_QUERY]
        for at in range(0, len(ordered), ENTRIES_PER_QUERY)
    )
