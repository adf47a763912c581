"""Many searches at once: taken in, searched bit by bit behind the pages, forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from time import monotonic
from urllib.parse import urlencode

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from archive.models import Batch, BatchQuery
from archive.search import SearchUnavailable, count_results, needs_rebuild
from archive.selection import Selection

MOST_QUERIES = 1_000
LONGEST = 1_000  # characters kept of a query; search reads fewer, and says so
MOST_WAITING = 20  # batches not searched to the end
MOST_KEPT = 200
KEPT = timedelta(hours=24)
LEASE = timedelta(seconds=30)  # until another worker takes over from one that died
SLICE = 50  # queries written at once, at most
BUSY = timedelta(minutes=2)

Line = tuple[int, str]  # the number of a line, and the query on it


class TooMany(ValueError):
    """More queries than a batch takes."""


class Full(Exception):
    """As many batches wait or are kept as the archive takes; seconds until fewer do."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"full for {seconds} s")
        self.seconds = seconds


def submit(
    lines: Sequence[Line], selection: Selection, language: str, notes: Sequence[str]
) -> Batch:
    """A batch of these queries, under the filters of `selection`.

    Raises `TooMany`, and `Full` where too many wait, whoever asks: the archive does
    not know one reader from another.
    """
    if len(lines) > MOST_QUERIES:
        raise TooMany
    forget()
    now = timezone.now()
    with transaction.atomic():
        _make_sure_of_room()
        batch = Batch.objects.create(
            filters=urlencode(selection.but(q="", sort="").parameters()),
            language=language,
            notes=list(notes),
            kept_until=now + KEPT,
        )
        BatchQuery.objects.bulk_create(
            BatchQuery(batch=batch, number=number, text=text[:LONGEST])
            for number, text in lines
        )
    return batch


def _make_sure_of_room() -> None:
    """Raise `Full` with the seconds until it is worth to try again."""
    if Batch.objects.waiting().count() >= MOST_WAITING:
        raise Full(int(BUSY.total_seconds()))
    kept = Batch.objects.kept().order_by("kept_until")
    if kept.count() >= MOST_KEPT:
        wait = kept[0].kept_until - timezone.now()
        raise Full(max(60, int(wait.total_seconds())))


def forget() -> int:
    """Delete the batches whose time is over; how many."""
    over = Batch.objects.over()
    if not over.exists():  # deleting nothing would still wait for other writers
        return 0
    return over.delete()[1].get("archive.Batch", 0)


def filtered(batch: Batch) -> Selection:
    """The filters of a batch."""
    return Selection.from_query(QueryDict(batch.filters))


def asked(text: str, filters: Selection) -> Selection:
    """What a query asks for under `filters`; its notices say how it was read."""
    query = QueryDict(mutable=True)
    query["q"] = text
    read = Selection.from_query(query)
    return filters.but(q=read.q, notices=read.notices)


def work(seconds: float = 0.25) -> int:
    """Search for the batch that was untouched longest; how many queries were done.

    At least one query and at most `SLICE`, no new one after `seconds`. Several workers
    may do so at once, in several processes: each has its batch for 30 s. What a worker
    that died had not written is searched again. Nothing is done without an index.
    """
    forget()
    if not Batch.objects.waiting().exists() or needs_rebuild():
        return 0
    batch = _claimed()
    if batch is None:
        return 0
    done = _searched(batch, monotonic() + seconds)
    now = timezone.now()
    with transaction.atomic():
        BatchQuery.objects.bulk_update(done, ["total", "notices"])
        mine = Batch.objects.filter(pk=batch.pk)
        mine.update(free_at=now)
        if not batch.queries.filter(total=None).exists():
            mine.update(finished_at=now)
    return len(done)


def _claimed() -> Batch | None:
    """A free batch, for this worker alone: of two who try, one changes the row."""
    for batch in Batch.objects.free()[:MOST_WAITING]:
        until = timezone.now() + LEASE
        if Batch.objects.free().filter(pk=batch.pk).update(free_at=until):
            return batch
    return None


def _searched(batch: Batch, end: float) -> list[BatchQuery]:
    """The next queries of a batch with their totals and notices, not yet saved."""
    done: list[BatchQuery] = []
    filters = filtered(batch)
    wrong = [problem.message for problem in filters.problems]
    with override(batch.language):
        for query in batch.queries.filter(total=None)[:SLICE]:
            selection = asked(query.text, filters)
            try:
                found = count_results(selection)
            except SearchUnavailable:
                break
            query.total = found.number
            said = (*wrong, *selection.notices, *found.notices)
            query.notices = [str(notice) for notice in said]
            done.append(query)
            if monotonic() > end:
                break
    return done
