"""A request as a few questions to tantivy: total, page and counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from tantivy import Occur, Order, Query

from archive.search._engines.protocol import Answer, Count, Request

from .querying import Translation, scores, silent
from .schema import ID
from .snapshot import Snapshot

MOST_VALUES = 65_000  # of a column; tantivy refuses more
SPARE = 32  # hits read beyond a page, for ties
_Hits = list[tuple[Any, Any]]  # (score or number or None, address), in order


@dataclass(frozen=True)
class _Ordering:
    """What tantivy orders by. `column` None is by score, highest first."""

    column: str | None
    is_descending: bool = False


def answer(snapshot: Snapshot, request: Request) -> Answer:
    """The answer from this state of the index."""
    translation = Translation(snapshot)
    asked = _Asked(translation, request)
    total, page = _page(snapshot, asked.passing(), request)
    counts = _counts(snapshot, asked, request.counts)
    return Answer(total, page, counts, translation.is_cut)


class _Asked:
    """The tree is translated once, and put together with the groups of filters."""

    def __init__(self, translation: Translation, request: Request) -> None:
        self._base = [(Occur.Must, translation.query(request.tree))]
        if request.hidden:
            hidden = translation.among_ids(sorted(request.hidden))
            self._base.append((Occur.MustNot, hidden))
        self.groups: dict[str, list[tuple[Occur, Query]]] = defaultdict(list)
        for found in request.filters:
            passes = silent(translation.query(found.node))
            self.groups[found.group].append((Occur.Must, passes))

    def passing(self, leave_out: str | None = None) -> Query:
        """Documents that pass every group of filters but one."""
        parts = list(self._base)
        for group, filters in self.groups.items():
            if group != leave_out:
                parts += filters
        return Query.boolean_query(parts) if len(parts) > 1 else parts[0][1]


def _counts(
    snapshot: Snapshot, asked: _Asked, counts: tuple[Count, ...]
) -> tuple[dict[int | str, int], ...]:
    """One pass for all counts that leave out the same filters."""
    wanted: dict[str | None, dict[str, Any]] = defaultdict(dict)
    for count in counts:
        group = count.group if count.group in asked.groups else None
        terms = {"field": count.column, "size": MOST_VALUES}
        wanted[group][count.column] = {"terms": terms}
    found = {
        group: snapshot.searcher.aggregate(asked.passing(group), aggregations)
        for group, aggregations in wanted.items()
    }
    return tuple(
        {
            bucket["key"]: bucket["doc_count"]
            for bucket in found[count.group if count.group in asked.groups else None][
                count.column
            ]["buckets"]
        }
        for count in counts
    )


def _page(
    snapshot: Snapshot, query: Query, request: Request
) -> tuple[int, tuple[tuple[int, float], ...]]:
    """The total, and the slice asked for, ties by id."""
    ordering = _ordering(request)
    end = snapshot.size if request.size is None else request.start + request.size
    end = min(end, snapshot.size)
    hits, total = _first(snapshot, query, ordering, max(end, 1))
    end = min(end, total)
    if request.start >= end:
        return total, ()
    first, last = request.start, end
    while first and hits[first - 1][0] == hits[first][0]:
        first -= 1
    while last < len(hits) and hits[last][0] == hits[last - 1][0]:
        last += 1
    keys = [key for key, _address in hits[first:last]]
    ids = snapshot.ids([address for _key, address in hits[first:last]])
    begin = request.start - first
    shown = _sorted(keys, ids, ordering)[begin : begin + end - request.start]
    is_score = ordering.column is None
    return total, tuple((pk, key if is_score else 0.0) for key, pk in shown)


def _ordering(request: Request) -> _Ordering:
    if request.order is not None:
        return _Ordering(request.order.column, request.order.is_descending)
    return _Ordering(None if scores(request.tree) else ID)


def _first(
    snapshot: Snapshot, query: Query, ordering: _Ordering, end: int
) -> tuple[_Hits, int]:
    """The first `end` hits, and as many more as tie with the last; the total."""
    most = end + SPARE
    order = Order.Desc if ordering.is_descending else Order.Asc
    while True:
        if ordering.column is None:
            found = snapshot.searcher.search(query, most)
        else:
            found = snapshot.searcher.search(
                query, most, order_by_field=ordering.column, order=order
            )
        hits = found.hits
        total: int = found.count  # type: ignore[attr-defined]  # not in its stubs
        if len(hits) == total or hits[-1][0] != hits[end - 1][0]:
            return hits, total
        most *= 8


def _sorted(
    keys: list[Any], ids: list[int], ordering: _Ordering
) -> list[tuple[Any, int]]:
    """(key, id) with ties by id, in the direction asked for."""
    found: list[tuple[Any, int]] = []
    tied: list[int] = []
    for place, (key, pk) in enumerate(zip(keys, ids, strict=True)):
        tied.append(pk)
        if place + 1 == len(keys) or keys[place + 1] != key:
            tied.sort(reverse=ordering.is_descending)
            found += [(key, one) for one in tied]
            tied = []
    return found
