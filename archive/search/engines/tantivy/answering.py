"""A request as a few questions to tantivy: total, page and counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from tantivy import Occur, Query

from archive.search.engines.protocol import (
    ColumnCount,
    SearchAnswer,
    SearchRequest,
)
from archive.search.engines.query_tree import And, Not, Or, QueryNode

from .aggregating import ValueCounts, count_pairs, count_values
from .paging import MatchingDocuments, read_page
from .querying import QueryTranslator, drop_scores, has_scores
from .snapshot import TantivySnapshot


def answer_with_tantivy(
    snapshot: TantivySnapshot, request: SearchRequest
) -> SearchAnswer:
    """The answer from this state of the index."""
    translator = QueryTranslator(snapshot)
    filtered = _FilteredQuery(translator, request, request.tree)
    documents = MatchingDocuments(snapshot, filtered.combine(), translator)
    total, page = read_page(documents, request, has_scores(request.tree))
    partial = 0
    if request.partial is not None and not _has_enough(filtered, documents, request):
        others = _narrow_to_rest(translator, documents, request)
        rest = _shift_page(request, total)
        partial, next_hits = read_page(others, rest, has_scores(request.partial))
        page += next_hits
        either = Or((request.tree, request.partial))
        filtered = _FilteredQuery(translator, request, either)
    counts = _count_columns(snapshot, filtered, request.counts)
    pairs = count_pairs(snapshot, filtered.combine(), request.pair_counts)
    return SearchAnswer(
        total + partial, page, counts, translator.is_cut, partial, pairs
    )


def _has_enough(
    filtered: _FilteredQuery, documents: MatchingDocuments, request: SearchRequest
) -> bool:
    """Whether enough documents match the tree, before any filter."""
    return replace(documents, query=filtered.base).count() >= request.enough


def _narrow_to_rest(
    translator: QueryTranslator, documents: MatchingDocuments, request: SearchRequest
) -> MatchingDocuments:
    """The documents that match only in part, under the same filters."""
    assert request.partial is not None
    only_partial = And((request.partial, Not(request.tree)))
    rest = _FilteredQuery(translator, request, only_partial)
    return replace(documents, query=rest.combine())


def _shift_page(request: SearchRequest, complete: int) -> SearchRequest:
    """The page of those that come after so many others."""
    start = max(0, request.start - complete)
    if request.size is None:
        return replace(request, start=start)
    end = max(start, request.start + request.size - complete)
    return replace(request, start=start, size=end - start)


class _FilteredQuery:
    """The tree is translated once, and put together with the groups of filters."""

    def __init__(
        self, translator: QueryTranslator, request: SearchRequest, tree: QueryNode
    ) -> None:
        self._base = [(Occur.Must, translator.translate(tree))]
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

    @property
    def base(self) -> Query:
        """Documents that match, before any filter."""
        return _require_all(self._base)

    def combine(self, leave_out: str | None = None) -> Query:
        """Documents that pass every group of filters but one."""
        parts = list(self._base)
        for group, filters in self.groups.items():
            if group != leave_out:
                parts += filters
        return _require_all(parts)


def _require_all(parts: list[tuple[Occur, Query]]) -> Query:
    return Query.boolean_query(parts) if len(parts) > 1 else parts[0][1]


def _count_columns(
    snapshot: TantivySnapshot, filtered: _FilteredQuery, counts: tuple[ColumnCount, ...]
) -> tuple[ValueCounts, ...]:
    """One pass for all counts that leave out the same filters."""
    columns_by_group: dict[str | None, set[str]] = defaultdict(set)
    for count in counts:
        columns_by_group[filtered.find_group(count)].add(count.column)
    counted = {
        group: count_values(snapshot, filtered.combine(group), sorted(columns))
        for group, columns in columns_by_group.items()
    }
    return tuple(counted[filtered.find_group(count)][count.column] for count in counts)
