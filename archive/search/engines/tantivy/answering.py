"""A request as a few questions to tantivy: total, page and counts."""

from __future__ import annotations

from collections import Counter, defaultdict

from tantivy import Occur, Query

from archive.search.engines.protocol import (
    ColumnCount,
    ColumnOrder,
    SearchAnswer,
    SearchRequest,
)
from archive.search.engines.query_tree import ColumnBetween

from .paging import MatchingDocuments, read_page
from .querying import QueryTranslator, drop_scores, has_scores
from .schema import ID
from .snapshot import TantivySnapshot

MOST_AGGREGATED_VALUES = 65_000  # of a column in one question; tantivy tells no more
_ColumnCounts = dict[int | str, int]


def answer_with_tantivy(
    snapshot: TantivySnapshot, request: SearchRequest
) -> SearchAnswer:
    """The answer from this state of the index."""
    translator = QueryTranslator(snapshot)
    filtered = _FilteredQuery(translator, request)
    documents = MatchingDocuments(snapshot, filtered.combine(), translator)
    total, page = read_page(documents, request, has_scores(request.tree))
    counts = _count_columns(snapshot, filtered, request.counts)
    return SearchAnswer(total, page, counts, translator.is_cut)


class _FilteredQuery:
    """The tree is translated once, and put together with the groups of filters."""

    def __init__(self, translator: QueryTranslator, request: SearchRequest) -> None:
        self._base = [(Occur.Must, translator.translate(request.tree))]
        if request.hidden:
            hidden = translator.make_id_query(sorted(request.hidden))
            self._base.append((Occur.MustNot, hidden))
        self.groups: dict[str, list[tuple[Occur, Query]]] = defaultdict(list)
        for condition in request.filters:
            passes = drop_scores(translator.translate(condition.node))
            self.groups[condition.group].append((Occur.Must, passes))

    def find_group(self, count: ColumnCount) -> str | None:
        """The group that a count leaves out; None where it has no filter."""
        return count.group if count.group in self.groups else None

    def combine(self, leave_out: str | None = None) -> Query:
        """Documents that pass every group of filters but one."""
        parts = list(self._base)
        for group, filters in self.groups.items():
            if group != leave_out:
                parts += filters
        return Query.boolean_query(parts) if len(parts) > 1 else parts[0][1]


def _count_columns(
    snapshot: TantivySnapshot, filtered: _FilteredQuery, counts: tuple[ColumnCount, ...]
) -> tuple[_ColumnCounts, ...]:
    """One pass for all counts that leave out the same filters."""
    columns_by_group: dict[str | None, set[str]] = defaultdict(set)
    for count in counts:
        columns_by_group[filtered.find_group(count)].add(count.column)
    counted = {
        group: _aggregate_columns(snapshot, filtered.combine(group), sorted(columns))
        for group, columns in columns_by_group.items()
    }
    return tuple(counted[filtered.find_group(count)][count.column] for count in counts)


def _aggregate_columns(
    snapshot: TantivySnapshot, query: Query, columns: list[str]
) -> dict[str, _ColumnCounts]:
    terms = {
        c: {"terms": {"field": c, "size": MOST_AGGREGATED_VALUES}} for c in columns
    }
    aggregated = snapshot.searcher.aggregate(query, terms)
    return {
        column: _aggregate_in_halves(snapshot, query, column)
        if aggregated[column]["sum_other_doc_count"]
        else {b["key"]: b["doc_count"] for b in aggregated[column]["buckets"]}
        for column in columns
    }


def _aggregate_in_halves(
    snapshot: TantivySnapshot, query: Query, column: str
) -> _ColumnCounts:
    """Counts of more values than tantivy tells at once: of either half of the
    documents, added."""
    by_id = ColumnOrder(ID)
    documents = MatchingDocuments(snapshot, query, QueryTranslator(snapshot))
    middle = documents.read_ids(documents.count() // 2, 1, by_id)[0]
    tally: Counter[int | str] = Counter()
    for low, high in ((None, middle - 1), (middle, None)):
        half = documents.narrow_by(ColumnBetween(ID, low, high)).query
        tally.update(_aggregate_columns(snapshot, half, [column])[column])
    return dict(tally)
