"""Documents per value, and per pair of values, with few questions to tantivy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from functools import partial
from typing import Any, TypeVar

from tantivy import Query

from archive.search.engines.protocol import ColumnOrder, PairCount, PairCounts
from archive.search.engines.query_tree import ColumnBetween

from .paging import MatchingDocuments
from .querying import QueryTranslator
from .schema import ID
from .snapshot import TantivySnapshot

MOST_AGGREGATED_VALUES = 65_000  # in one question; tantivy tells no more
ValueCounts = dict[int | str, int]
_LIMIT_ERROR = "bucket limit was exceeded"
_Buckets = list[dict[str, Any]]
_Key = TypeVar("_Key", bound=Hashable)


class _TooManyValues(Exception):
    """One question does not tell all of them."""


def count_values(
    snapshot: TantivySnapshot, query: Query, columns: Iterable[str]
) -> dict[str, ValueCounts]:
    """Documents per value of each column; one pass for all, or one for each where they
    have very many values together."""
    names = list(columns)
    try:
        found = _aggregate_values(
            snapshot, query, {name: _ask_terms(name) for name in names}
        )
        return {name: _read_values(found[name]) for name in names}
    except _TooManyValues:
        return {name: _count_in_halves(snapshot, query, name) for name in names}


def count_pairs(
    snapshot: TantivySnapshot, query: Query, pairs: Iterable[PairCount]
) -> tuple[PairCounts, ...]:
    """Documents per pair of values; one pass for each pair of columns."""
    return tuple(
        _add_halves(snapshot, query, partial(_count_pair, snapshot, pair))
        for pair in pairs
    )


def _count_pair(snapshot: TantivySnapshot, pair: PairCount, query: Query) -> PairCounts:
    asked = _ask_terms(pair.column)
    asked["aggs"] = {"other": _ask_terms(pair.other)}
    found = _aggregate_values(snapshot, query, {"pair": asked})["pair"]
    return {
        (bucket["key"], other["key"]): other["doc_count"]
        for bucket in _list_buckets(found)
        for other in _list_buckets(bucket["other"])
    }


def _count_in_halves(
    snapshot: TantivySnapshot, query: Query, column: str
) -> ValueCounts:
    return _add_halves(snapshot, query, partial(_count_column, snapshot, column))


def _count_column(snapshot: TantivySnapshot, column: str, query: Query) -> ValueCounts:
    asked = {column: _ask_terms(column)}
    return _read_values(_aggregate_values(snapshot, query, asked)[column])


def _add_halves(
    snapshot: TantivySnapshot, query: Query, count: Callable[[Query], dict[_Key, int]]
) -> dict[_Key, int]:
    """What `count` tells of the documents; where they have more values than tantivy
    tells at once, of either half of them, added."""
    try:
        return count(query)
    except _TooManyValues:
        pass
    by_id = ColumnOrder(ID)
    documents = MatchingDocuments(snapshot, query, QueryTranslator(snapshot))
    middle = documents.read_ids(documents.count() // 2, 1, by_id)[0]
    counts: Counter[_Key] = Counter()
    for low, high in ((None, middle - 1), (middle, None)):
        half = documents.narrow_by(ColumnBetween(ID, low, high)).query
        counts.update(_add_halves(snapshot, half, count))
    return dict(counts)


def _ask_terms(column: str) -> dict[str, Any]:
    return {"terms": {"field": column, "size": MOST_AGGREGATED_VALUES}}


def _aggregate_values(
    snapshot: TantivySnapshot, query: Query, asked: dict[str, Any]
) -> dict[str, Any]:
    try:
        found: dict[str, Any] = snapshot.searcher.aggregate(query, asked)
    except ValueError as error:
        if _LIMIT_ERROR in str(error):
            raise _TooManyValues from error
        raise
    return found


def _read_values(found: dict[str, Any]) -> ValueCounts:
    return {bucket["key"]: bucket["doc_count"] for bucket in _list_buckets(found)}


def _list_buckets(found: dict[str, Any]) -> _Buckets:
    """Raises `_TooManyValues` where some are left out."""
    if found["sum_other_doc_count"]:
        raise _TooManyValues
    buckets: _Buckets = found["buckets"]
    return buckets
