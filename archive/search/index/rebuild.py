"""Another generation beside the live one, in parts that outlast an interruption."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction

from archive.models import Entry, OutboxRow, Tally
from archive.search.engines.document_fields import Document
from archive.search.engines.protocol import Unreadable, Unwritable

from .documents import documents
from .generations import building, discard, lock, new, publish
from .live_index import chosen
from .rebuild_progress import Progress, taken_up

PART = 8_000  # documents in one commit, and lost at most by an interruption
FEW = 500  # entries in one commit that catches up, and in one query
ROUNDS = 2  # of catching up before the drain has to wait for the rest
Tell = Callable[[int, int], None]


def _silent(_done: int, _all: int) -> None:
    """Nobody listens."""


def reindex(tell: Tell = _silent, tell_counted: Tell = _silent) -> int:
    """Build another generation beside the live one and publish it; the number of
    documents.

    The drain goes on into the live index meanwhile. `tell` hears (written, expected)
    after each document, `tell_counted` the same of entries counted in advance. After an
    interruption or a crash the next call goes on after the last commit. Raises
    `BlockingIOError` where another rebuild runs, and `Unwritable`; then the live index
    and the outbox are as they were.
    """
    with building():
        try:
            return _run(tell, tell_counted)
        except Unreadable:  # what was taken up again was harmed
            return _run(tell, tell_counted)


def _run(tell: Tell, tell_counted: Tell) -> int:
    with lock():
        rebuild = _Rebuild(taken_up() or _begun(), tell, tell_counted)
    try:
        rebuild.run()
    except (Unreadable, Unwritable):
        with lock():  # give the space back: there may be none for what is saved
            discard(rebuild.progress.folder)
        raise
    return rebuild.progress.written


def _begun() -> Progress:
    """An empty generation. Raises `Unwritable`."""
    progress = Progress(new())
    try:
        chosen().create(progress.folder)
        progress.note()
    except BaseException:
        discard(progress.folder)
        raise
    return progress


class _Rebuild:
    """One run: entries in the order of their ids, then what changed meanwhile."""

    def __init__(self, progress: Progress, tell: Tell, tell_counted: Tell) -> None:
        self.progress, self._tell = progress, tell
        self._tell_counted = tell_counted
        # Later ones have rows in the outbox; else fast savers would never let it end.
        newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
        self._until = newest or 0
        # These entries are still to be read, as they are then: no need to do it twice.
        still = {"entry_id__gt": progress.after, "entry_id__lte": self._until}
        due = OutboxRow.objects.due().filter(**still)
        self._covered = set(due.values_list("pk", flat=True))
        self._caught_up = 0

    def run(self) -> None:
        """All of it. Raises `Unwritable`, `Unreadable`."""
        while self._part():
            pass
        for _again in range(ROUNDS):
            self._catch_up(self.progress.changed(self._caught_up))
        with lock():
            self._catch_up(self.progress.changed(self._caught_up))
            done = set(OutboxRow.objects.due().values_list("pk", flat=True))
            self._learn(_entries(done - self._covered))
            publish(self.progress.folder)
            self.progress.done()
            with transaction.atomic():
                Tally.objects.rebuild(self._tell_counted)
                for pks in _few(done | self._covered):
                    OutboxRow.objects.filter(pk__in=pks).delete()

    def _part(self) -> bool:
        """Commit the next entries; whether there were any."""
        public = Entry.objects.public().order_by("pk")
        following = public.filter(pk__gt=self.progress.after, pk__lte=self._until)
        pks = list(following.values_list("pk", flat=True)[:PART])
        if not pks:
            return False
        expected = self.progress.written + following.count()
        before = self.progress.written

        def told() -> Iterable[Document]:
            for document in documents(following.filter(pk__lte=pks[-1])):
                yield document
                self.progress.written += 1
                self._tell(self.progress.written, expected)

        try:
            chosen().write(self.progress.folder, told(), ())
        except BaseException:
            self.progress.written = before
            raise
        self.progress.after = pks[-1]
        self.progress.note()
        return True

    def _catch_up(self, pks: list[int]) -> None:
        self._learn(pks)
        self._caught_up += len(pks)

    def _learn(self, entry_ids: Iterable[int]) -> None:
        """Write these entries as they are now, and take out what is not public."""
        for pks in _few(set(entry_ids)):
            public = Entry.objects.public().filter(pk__in=pks).order_by("pk")
            shown = set(public.values_list("pk", flat=True))
            gone = set(pks) - shown
            chosen().write(self.progress.folder, documents(public), gone)


def _entries(rows: set[int]) -> set[int]:
    found: set[int] = set()
    for pks in _few(rows):
        known = OutboxRow.objects.filter(pk__in=pks)
        found |= set(known.values_list("entry_id", flat=True))
    return found


def _few(pks: set[int]) -> Iterable[list[int]]:
    ordered = sorted(pks)
    return (ordered[at : at + FEW] for at in range(0, len(ordered), FEW))
