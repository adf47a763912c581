"""Removes from answers of the index whatever is not public now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from archive.models import Entry
from archive.search.engines.protocol import SearchAnswer, SearchRequest
from archive.search.index.live_index import evaluate_request

MOST_EVALUATIONS = 5  # where each finds what was withdrawn by other doors
IDS_PER_QUERY = 5_000


def evaluate_public(request: SearchRequest) -> tuple[SearchRequest, SearchAnswer]:
    """The answer, evaluated again without what on its page is not public now, and the
    request that leaves that out. Raises `IndexUnreadable`."""
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
    id_list, entries = list(ids), Entry.objects.all()
    parts = range(0, len(id_list), IDS_PER_QUERY)
    return {
        pk
        for at in parts
        for pk in entries.public_among(id_list[at : at + IDS_PER_QUERY])
    }
