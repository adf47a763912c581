"""A request as questions to a cluster: total, page and counts.

Most are one question. Where several must be answered from one state of the index (a
page beyond OpenSearch's limit, partial matches, very many values) a point in time is
held for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from time import sleep
from typing import Any, TypeVar

from archive.search.engines.protocol import (
    ColumnCount,
    PairCount,
    PairCounts,
    SearchAnswer,
    SearchRequest,
)
from archive.search.engines.query_tree import And, Not, Or, QueryNode

from .cluster import Cluster, PointInTimeLost
from .querying import Clause, combine_filters, translate_node
from .schema import ID, PAGE_LIMIT

MOST_VALUES = (
    10_000  # of a column, counted in one question; more are asked for in parts
)
MOST_PAIRED_VALUES = 250  # of each column of a pair; OpenSearch tells 65,535 buckets
MOST_HIDDEN = 60_000  # ids in one list; OpenSearch takes 65,536
PAUSES_OF_LOST_STATES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)  # seconds; its node has died
_KEPT_OPEN = "1m"  # a point in time, from one question to the next
Answer = TypeVar("Answer")
_Hits = list[dict[str, Any]]
_Counts = dict[int | str, int]


class _NeedsPointInTime(Exception):
    """One question does not answer it."""


@dataclass(frozen=True)
class IndexReader:
    """An index, or one state of it where `point_in_time` is given."""

    cluster: Cluster
    index: str
    point_in_time: str = ""

    def search(self, body: dict[str, Any]) -> dict[str, Any]:
        """The whole answer; words weigh alike on all shards. Raises
        `IndexUnreadable`."""
        asked = {"_source": False, **body}
        options = {
            "search_type": "dfs_query_then_fetch",
            "allow_partial_search_results": "false",
        }
        if self.point_in_time:
            asked["pit"] = {"id": self.point_in_time, "keep_alive": _KEPT_OPEN}
            return self.cluster.read("POST", "/_search", asked, **options)
        # The same copies of the shards: another has deleted documents of its own, which
        # weigh otherwise.
        options["preference"] = "archive"
        return self.cluster.read("POST", f"/{self.index}/_search", asked, **options)

    @contextmanager
    def hold_state(self) -> Iterator[IndexReader]:
        """A reader of the state of now."""
        path = f"/{self.index}/_search/point_in_time"
        held = self.cluster.read(
            "POST",
            path,
            keep_alive=_KEPT_OPEN,
            allow_partial_pit_creation="false",
            preference="archive",
        )["pit_id"]
        try:
            yield replace(self, point_in_time=held)
        finally:
            self.cluster.release("/_search/point_in_time", {"pit_id": [held]})

    def iter_hits(self, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Every hit of a sorted search, however many. Call on a held state."""
        asked = {"track_total_hits": False, **body, "size": PAGE_LIMIT}
        while hits := self.search(asked)["hits"]["hits"]:
            yield from hits
            if len(hits) < PAGE_LIMIT:
                return
            asked = {**asked, "search_after": hits[-1]["sort"]}


def answer_with_opensearch(reader: IndexReader, request: SearchRequest) -> SearchAnswer:
    """The answer from one state of the index. Raises `IndexUnreadable`."""
    try:
        return _Answering(reader, request).answer()
    except _NeedsPointInTime:
        pass
    return ask_held_state(reader, lambda held: _Answering(held, request).answer())


def ask_held_state(
    reader: IndexReader, question: Callable[[IndexReader], Answer]
) -> Answer:
    """What one state of the index answers; of a later one where it is lost with its
    node. Raises `IndexUnreadable`."""
    for pause in PAUSES_OF_LOST_STATES:
        with suppress(PointInTimeLost), reader.hold_state() as held:
            return question(held)
        sleep(pause)
    with reader.hold_state() as held:
        return question(held)


class _Answering:
    """One request, put to one reader."""

    def __init__(self, reader: IndexReader, request: SearchRequest) -> None:
        self.reader, self.request = reader, request
        self.groups: dict[str, list[Clause]] = defaultdict(list)
        for condition in request.filters:
            self.groups[condition.group].append(translate_node(condition.node))

    def answer(self) -> SearchAnswer:
        """All of it."""
        request = self.request
        found = self._ask(request.tree, request.start, request.size)
        if request.partial is None or found.base >= request.enough:
            return SearchAnswer(
                found.total, found.page, found.counts, pair_counts=found.pair_counts
            )
        self._require_held_state()
        start = max(0, request.start - found.total)
        size = request.size
        if size is not None:
            size = max(start, request.start + size - found.total) - start
        others = And((request.partial, Not(request.tree)))
        uncounted = replace(request, counts=(), pair_counts=())
        rest = _Answering(self.reader, uncounted)._ask(others, start, size)
        both = Or((request.tree, request.partial))
        either = self._ask(both, 0, 0)
        total, page = found.total + rest.total, found.page + rest.page
        pairs, partial = either.pair_counts, rest.total
        return SearchAnswer(
            total, page, either.counts, partial=partial, pair_counts=pairs
        )

    def _ask(self, tree: QueryNode, start: int, size: int | None) -> _Found:
        counts, pairs = self.request.counts, self.request.pair_counts
        end = PAGE_LIMIT if size is None else start + size
        is_deep = end > PAGE_LIMIT
        query = self._leave_out_hidden(translate_node(tree))
        body = {"query": query, "post_filter": self._filter(), "sort": self._sort()}
        answer = self.reader.search(
            {
                **body,
                "from": 0 if is_deep else start,
                "size": 0 if is_deep else end - start,
                "track_total_hits": True,
                "track_scores": False,
                "aggs": {
                    "base": {"filter": {"match_all": {}}},
                    **self._ask_counts(counts),
                    **self._ask_pairs(pairs),
                },
            }
        )
        total, hits = answer["hits"]["total"]["value"], answer["hits"]["hits"]
        if is_deep or (size is None and total > PAGE_LIMIT):
            hits = self._read_deep(body, start, size, total)
        counted = tuple(self._read_count(count, answer, query) for count in counts)
        paired = tuple(self._read_pairs(pair, answer, query) for pair in pairs)
        base = answer["aggregations"]["base"]["doc_count"]
        return _Found(total, self._read_page(hits), counted, paired, base)

    def _leave_out_hidden(self, query: Clause) -> Clause:
        hidden = sorted(self.request.hidden)
        gone = [
            {"terms": {ID: hidden[at : at + MOST_HIDDEN]}}
            for at in range(0, len(hidden), MOST_HIDDEN)
        ]
        return {"bool": {"must": [query], "must_not": gone}} if gone else query

    def _filter(self, leave_out: str | None = None) -> Clause:
        """Documents that pass every group of filters but one."""
        groups = self.groups.items()
        return combine_filters(
            [p for g, some in groups if g != leave_out for p in some]
        )

    def _sort(self) -> list[dict[str, Any]]:
        order = self.request.order
        if order is None:
            return [{"_score": "desc"}, {ID: "asc"}]
        way = "desc" if order.is_descending else "asc"
        return [{order.column: {"order": way, "missing": "_last"}}, {ID: way}]

    def _read_page(self, hits: _Hits) -> tuple[tuple[int, float], ...]:
        is_scored = self.request.order is None
        return tuple(
            (int(hit["sort"][1]), float(hit["sort"][0]) if is_scored else 0.0)
            for hit in hits
        )

    def _read_deep(
        self, body: dict[str, Any], start: int, size: int | None, total: int
    ) -> _Hits:
        """A slice that ends behind OpenSearch's limit; all before it are read too."""
        if start >= total or size == 0:
            return []
        self._require_held_state()
        end, hits = total if size is None else start + size, []
        for place, hit in enumerate(self.reader.iter_hits(body)):
            if place >= start:
                hits.append(hit)
            if place + 1 >= end:
                break
        return hits

    def _require_held_state(self) -> None:
        if not self.reader.point_in_time:
            raise _NeedsPointInTime

    def _ask_counts(self, counts: tuple[ColumnCount, ...]) -> dict[str, Any]:
        """One aggregation for all counts that leave out the same filters."""
        columns: dict[str, set[str]] = defaultdict(set)
        for count in counts:
            columns[self._name_filter(count)].add(count.column)
        return {
            name: {
                "filter": self._filter(name.removeprefix("but ") or None),
                "aggs": {
                    column: {"terms": {"field": column, "size": MOST_VALUES}}
                    for column in sorted(some)
                },
            }
            for name, some in columns.items()
        }

    def _name_filter(self, count: ColumnCount) -> str:
        return f"but {count.group if count.group in self.groups else ''}"

    def _read_count(
        self, count: ColumnCount, answer: dict[str, Any], query: Clause
    ) -> _Counts:
        counted = answer["aggregations"][self._name_filter(count)][count.column]
        if counted["sum_other_doc_count"]:
            self._require_held_state()
            passing = combine_filters([query, self._filter(count.group)])
            parts = self._count_in_parts((count.column,), passing)
            return {value: number for (value,), number in parts}
        return {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}

    def _ask_pairs(self, pairs: tuple[PairCount, ...]) -> dict[str, Any]:
        """Values of one column within those of the other."""
        return {
            _name_pair(pair): {
                "filter": self._filter(),
                "aggs": {
                    "first": {
                        "terms": {"field": pair.column, "size": MOST_PAIRED_VALUES},
                        "aggs": {
                            "other": {
                                "terms": {
                                    "field": pair.other,
                                    "size": MOST_PAIRED_VALUES,
                                }
                            }
                        },
                    }
                },
            }
            for pair in pairs
        }

    def _read_pairs(
        self, pair: PairCount, answer: dict[str, Any], query: Clause
    ) -> PairCounts:
        counted = answer["aggregations"][_name_pair(pair)]["first"]
        within = [bucket["other"] for bucket in counted["buckets"]]
        if any(one["sum_other_doc_count"] for one in (counted, *within)):
            self._require_held_state()
            passing = combine_filters([query, self._filter()])
            parts = self._count_in_parts((pair.column, pair.other), passing)
            return {(first, other): number for (first, other), number in parts}
        return {
            (bucket["key"], other["key"]): other["doc_count"]
            for bucket in counted["buckets"]
            for other in bucket["other"]["buckets"]
        }

    def _count_in_parts(
        self, columns: tuple[str, ...], passing: Clause
    ) -> Iterator[tuple[tuple[Any, ...], int]]:
        """The values of the columns and their counts, where there are more of them than
        one question tells."""
        sources = [
            {str(place): {"terms": {"field": column}}}
            for place, column in enumerate(columns)
        ]
        composite: dict[str, Any] = {"size": MOST_VALUES, "sources": sources}
        while True:
            aggregations = {"values": {"composite": composite}}
            answer = self.reader.search(
                {"size": 0, "query": passing, "aggs": aggregations}
            )["aggregations"]["values"]
            for bucket in answer["buckets"]:
                yield tuple(bucket["key"].values()), bucket["doc_count"]
            if "after_key" not in answer:
                return
            composite = {**composite, "after": answer["after_key"]}


def _name_pair(pair: PairCount) -> str:
    return f"pairs of {pair.column} and {pair.other}"


@dataclass(frozen=True)
class _Found:
    """`base` counts what matches before any filter."""

    total: int
    page: tuple[tuple[int, float], ...]
    counts: tuple[_Counts, ...]
    pair_counts: tuple[PairCounts, ...]
    base: int
