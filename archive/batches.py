"""Batch searches: submitted by readers, run by workers in slices, deleted in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from time import monotonic
from urllib.parse import urlencode

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from archive.filters import SearchFilters, parse_filters
from archive.models import Batch, BatchQuery
from archive.models.readers.batch import MOST_LEASE
from archive.search import SearchUnavailable, count_results, needs_rebuild

MAX_BATCH_QUERIES = 1_000
MAX_BATCH_QUERY_LENGTH = 1_000  # characters; search reads fewer, and says so
MAX_WAITING_BATCHES = 60  # batches that are not finished
MAX_KEPT_BATCHES = 200
BATCH_LIFETIME = timedelta(hours=24)
SECONDS_PER_SLICE = 0.25  # after which no query is begun
QUERIES_PER_SLICE = 50  # queries saved at once, at most
BUSY_RETRY_DELAY = timedelta(minutes=2)

SOME_WORDS_MORE = _("Not counted: %(n)s more with only some of the words.")

QueryLine = tuple[int, str]  # line number and query


class TooManyQueriesError(ValueError):
    """More queries than a batch may have."""


class BatchesFullError(Exception):
    """There is no room for another batch; `seconds` until there is."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"full for {seconds} s")
        self.seconds = seconds


def submit_batch(
    lines: Sequence[QueryLine],
    filters: SearchFilters,
    language: str,
    notes: Sequence[str],
) -> Batch:
    """Save a batch of queries, to run under `filters`.

    Raises `TooManyQueriesError`, and `BatchesFullError` where too many batches of all
    readers wait: the archive does not know one reader from another.
    """
    if len(lines) > MAX_BATCH_QUERIES:
        raise TooManyQueriesError
    delete_expired_batches()
    now = timezone.now()
    with transaction.atomic():
        _require_batch_room()
        batch = Batch.objects.create(
            filters=urlencode(filters.with_changes(q="", sort="").parameters()),
            language=language,
            notes=list(notes),
            kept_until=now + BATCH_LIFETIME,
        )
        BatchQuery.objects.bulk_create(
            BatchQuery(batch=batch, number=number, text=text[:MAX_BATCH_QUERY_LENGTH])
            for number, text in lines
        )
    return batch


def _require_batch_room() -> None:
    """Raise `BatchesFullError` where there is no room."""
    if Batch.objects.waiting().count() >= MAX_WAITING_BATCHES:
        raise BatchesFullError(int(BUSY_RETRY_DELAY.total_seconds()))
    batches = Batch.objects.unexpired().order_by("kept_until")
    if batches.count() >= MAX_KEPT_BATCHES:
        wait = batches[0].kept_until - timezone.now()
        raise BatchesFullError(max(60, int(wait.total_seconds())))


def delete_expired_batches() -> int:
    """Delete the batches whose time is over; return how many."""
    expired = Batch.objects.expired()
    if not expired.exists():  # even deleting nothing would wait for other writers
        return 0
    return expired.delete()[1].get("archive.Batch", 0)


def batch_filters(batch: Batch) -> SearchFilters:
    """The filters of a batch."""
    return parse_filters(QueryDict(batch.filters))


def query_under_filters(text: str, filters: SearchFilters) -> SearchFilters:
    """The filters of a batch with one query; its notices say how it was read."""
    query = QueryDict(mutable=True)
    query["q"] = text
    parsed = parse_filters(query)
    return filters.with_changes(q=parsed.q, notices=parsed.notices)


def search_next_slice(seconds: float | None = None) -> int:
    """Run queries of the batch that waited longest; return how many.

    Runs at least one query and at most `QUERIES_PER_SLICE`, and starts none after
    `seconds`, else `SECONDS_PER_SLICE`. Several workers, in several processes, may run
    at once: each claims its batch for 30 s. Queries whose worker died before it saved
    them run again. Does nothing without an index.
    """
    delete_expired_batches()
    if not Batch.objects.waiting().exists() or needs_rebuild():
        return 0
    batch = _claim_batch()
    if batch is None:
        return 0
    limit = SECONDS_PER_SLICE if seconds is None else seconds
    done = _search_queries(batch, monotonic() + limit)
    now = timezone.now()
    with transaction.atomic():
        BatchQuery.objects.bulk_update(done, ["total", "notices"])
        mine = Batch.objects.filter(pk=batch.pk)
        mine.update(free_at=now)
        if not batch.queries.filter(total=None).exists():
            mine.update(finished_at=now)
    return len(done)


def _claim_batch() -> Batch | None:
    """A batch for this worker alone: of two that try, only one changes the row."""
    for batch in Batch.objects.claimable()[:MAX_WAITING_BATCHES]:
        until = timezone.now() + MOST_LEASE
        if Batch.objects.claimable().filter(pk=batch.pk).update(free_at=until):
            return batch
    return None


def _search_queries(batch: Batch, end: float) -> list[BatchQuery]:
    """The next queries of a batch with their totals and notices, not yet saved."""
    done: list[BatchQuery] = []
    with override(batch.language):
        filters = batch_filters(batch)
        problems = [problem.message for problem in filters.problems]
        for query in batch.queries.filter(total=None)[:QUERIES_PER_SLICE]:
            query_filters = query_under_filters(query.text, filters)
            try:
                count = count_results(query_filters)
            except SearchUnavailable:
                break
            query.total = count.complete
            notices = [*problems, *query_filters.notices, *count.notices]
            if count.partial:
                notices.append(SOME_WORDS_MORE % {"n": count.partial})
            query.notices = [str(notice) for notice in notices]
            done.append(query)
            if monotonic() > end:
                break
    return done
