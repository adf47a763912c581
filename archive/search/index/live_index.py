"""The configured engine, asked about the live index; answers with public entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from haystack import connections

from archive.models import Entry, OutboxRow
from archive.models.entries.entry import read_visibility
from archive.models.held_values import HeldValues
from archive.search.engines.protocol import (
    IndexUnreachable,
    IndexUnreadable,
    SearchAnswer,
    SearchEngine,
    SearchRequest,
)

from .generations import (
    get_countable_generation,
    get_live_generation,
    mark_generation_damaged,
)

Answer = TypeVar("Answer")
MOST_EVALUATIONS = 5  # where each finds what was withdrawn by other doors
IDS_PER_QUERY = 5_000
_hidden_ids = HeldValues[tuple[()], frozenset[int]](most=1)


def get_engine() -> SearchEngine:
    """The one object of the engine in this process."""
    engine: SearchEngine = connections["default"].get_backend().engine
    return engine


def evaluate_request(request: SearchRequest) -> SearchAnswer:
    """Answer from the live index. Raises `IndexUnreadable`."""
    return ask_live_index(lambda engine, folder: engine.evaluate(folder, request))


def ask_live_index(question: Callable[[SearchEngine, Path], Answer]) -> Answer:
    """What the engine answers to `question` from the live folder.

    Raises `IndexUnreadable`; a damaged index is marked then, so that the index worker
    builds another. One that nobody answers for is left alone.
    """
    return _ask_generation(get_live_generation(), question)


def ask_countable_index(question: Callable[[SearchEngine, Path], Answer]) -> Answer:
    """The same, of an index of an earlier schema while another is built, where it has
    the same columns: ask nothing of it but their numbers."""
    return _ask_generation(get_countable_generation(), question)


def count_in_columns(request: SearchRequest) -> SearchAnswer:
    """Numbers from the countable index. Raises `IndexUnreadable`."""
    return ask_countable_index(lambda engine, folder: engine.evaluate(folder, request))


def _ask_generation(
    folder: Path, question: Callable[[SearchEngine, Path], Answer]
) -> Answer:
    try:
        return question(get_engine(), folder)
    except IndexUnreachable:
        raise
    except IndexUnreadable:
        mark_generation_damaged(folder)
        raise


def find_hidden_ids() -> frozenset[int]:
    """Ids that wait for the index worker and are not public now.

    An entry changes in the same transaction that fills the outbox, so none is missed.
    One query where nothing waits, else two; none where it is held.
    """
    return _hidden_ids.make((), _read_hidden_ids)


def _read_hidden_ids() -> frozenset[int]:
    waiting = set(OutboxRow.objects.due().order_by().values_list("entry_id", flat=True))
    if not waiting:
        return frozenset()
    rows = OutboxRow.objects.due().order_by().values("entry_id")
    public = Entry.objects.public().filter(pk__in=rows).order_by()
    return frozenset(waiting.difference(public.values_list("pk", flat=True)))


def evaluate_public(request: SearchRequest) -> tuple[SearchRequest, SearchAnswer]:
    """The answer, evaluated again without what on its page is not public now, and the
    request that leaves that out. One query for each evaluation, of which there are five
    at most. Raises `IndexUnreadable`."""
    for _try in range(MOST_EVALUATIONS):
        answer = evaluate_request(request)
        ids = {pk for pk, _score in answer.page}
        hidden_since = ids - find_public_ids(ids)
        if not hidden_since:
            break
        request = replace(request, hidden=request.hidden | hidden_since)
    return request, answer


def find_public_ids(ids: Iterable[int]) -> set[int]:
    """The ids that are public now; one query for each few thousand."""
    id_list = list(ids)
    parts = range(0, len(id_list), IDS_PER_QUERY)
    return {
        pk
        for at in parts
        for pk, _kind, is_public in read_visibility(id_list[at : at + IDS_PER_QUERY])
        if is_public
    }
