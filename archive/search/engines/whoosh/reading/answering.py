"""A request over a whole snapshot: filters, counts, order and one page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from archive.search.engines.document_fields import COLUMN_TYPES
from archive.search.engines.protocol import (
    ColumnCount,
    ColumnOrder,
    PairCount,
    PairCounts,
    SearchAnswer,
    SearchRequest,
)
from archive.search.engines.query_tree import QueryNode
from archive.search.engines.whoosh.schema import NO_NUMBER

from .column_values import read_column_values
from .columns import Mask
from .evaluation import SegmentEvaluation, limit_prefix_terms
from .postings import DocumentNumbers
from .scored_documents import SegmentHits, mask_of_hits
from .segment import SegmentReader
from .snapshot import ID_COLUMN, WhooshSnapshot

ColumnCounters = list[Counter[int | str]]
PairCounters = list[Counter[tuple[int | str, int | str]]]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _FilteredHits:
    """Hits of one part that pass, with what they are ordered by."""

    ids: IntArray
    scores: npt.NDArray[np.float32]
    keys: npt.NDArray[np.float64] | IntArray
    is_partial: Mask

    def take(self, chosen: npt.NDArray) -> _FilteredHits:
        """Those at these places, or of this mask."""
        return _FilteredHits(
            self.ids[chosen],
            self.scores[chosen],
            self.keys[chosen],
            self.is_partial[chosen],
        )


def answer_with_whoosh(
    snapshot: WhooshSnapshot, request: SearchRequest
) -> SearchAnswer:
    """The answer from this state of the index."""
    most = limit_prefix_terms(snapshot, request.tree)
    parts = [
        _SegmentAnswer(snapshot, place, request, most)
        for place in range(len(snapshot.parts))
    ]
    if sum(len(part.hits.numbers) for part in parts) < request.enough:
        for part in parts:
            part.add_partial_hits()
    for part in parts:
        part.set_filters()
    hits = _join_parts([part.filter_hits() for part in parts])
    page = _slice_page(hits, request)
    return SearchAnswer(
        len(hits.ids),
        tuple(zip(page.ids.tolist(), page.scores.tolist(), strict=True)),
        _count_columns(parts, request),
        any(part.evaluation.is_cut for part in parts),
        int(np.count_nonzero(hits.is_partial)),
        _count_pairs(parts, request),
    )


def _count_columns(
    parts: list[_SegmentAnswer], request: SearchRequest
) -> tuple[dict[int | str, int], ...]:
    counts: ColumnCounters = [Counter() for _count in request.counts]
    for part in parts:
        part.add_counts(counts)
    return tuple(dict(count) for count in counts)


def _count_pairs(
    parts: list[_SegmentAnswer], request: SearchRequest
) -> tuple[PairCounts, ...]:
    pairs: PairCounters = [Counter() for _count in request.pair_counts]
    for part in parts:
        part.add_pair_counts(pairs)
    return tuple(dict(count) for count in pairs)


class _SegmentAnswer:
    """What one part adds: the tree is evaluated once, filters are masks over it."""

    def __init__(
        self, snapshot: WhooshSnapshot, place: int, request: SearchRequest, most: int
    ) -> None:
        self.request = request
        self.segment: SegmentReader = snapshot.parts[place].segment
        self.alive = snapshot.parts[place].alive
        self.evaluation = SegmentEvaluation(snapshot, place, most)
        self.hits = self._find_visible(request.tree)
        self.is_partial = np.zeros(len(self.hits.numbers), bool)
        self.groups: dict[str, Mask] = {}

    def add_partial_hits(self) -> None:
        """What matches only the request's `partial` tree, beside the others."""
        if self.request.partial is None:
            return
        found = self._find_visible(self.request.partial)
        is_other = ~mask_of_hits(self.hits, self.segment.size)[found.numbers]
        numbers = np.concatenate([self.hits.numbers, found.numbers[is_other]])
        scores = np.concatenate([self.hits.scores, found.scores[is_other]])
        order = np.argsort(numbers)
        self.is_partial = order >= len(self.hits.numbers)
        self.hits = SegmentHits(numbers[order], scores[order])

    def set_filters(self) -> None:
        """Make the masks of the filters, over the hits."""
        for condition in self.request.filters:
            passes = self.evaluation.make_mask(condition.node)[self.hits.numbers]
            before = self.groups.get(condition.group)
            self.groups[condition.group] = passes if before is None else before & passes

    def _find_visible(self, tree: QueryNode) -> SegmentHits:
        hits = self.evaluation.find_hits(tree)
        if self.alive is not None:
            hits = hits.intersect_mask(self.alive)
        if self.request.hidden:
            ids = self.segment.read_number_column(ID_COLUMN)[hits.numbers]
            visible = ~np.isin(ids, np.fromiter(self.request.hidden, np.int64))
            hits = SegmentHits(hits.numbers[visible], hits.scores[visible])
        return hits

    def _filter_numbers(self, leave_out: str | None = None) -> DocumentNumbers:
        """Documents that pass every group of filters but one."""
        passes = [mask for name, mask in self.groups.items() if name != leave_out]
        if not passes:
            return self.hits.numbers
        return self.hits.numbers[np.logical_and.reduce(passes)]

    def add_counts(self, counts: ColumnCounters) -> None:
        """Add this part's documents per value."""
        for counter, column_count in zip(counts, self.request.counts, strict=True):
            self._count_column(counter, column_count)

    def _count_column(
        self, counter: Counter[int | str], column_count: ColumnCount
    ) -> None:
        numbers = self._filter_numbers(column_count.group)
        holds = COLUMN_TYPES[column_count.column]
        if holds == "word":
            words = self.segment.read_word_column(column_count.column)
            counts = np.bincount(words.places[numbers], minlength=1)
            for place in np.flatnonzero(counts):
                if words.values[place]:
                    counter[words.values[place]] += int(counts[place])
            return
        if holds == "number":
            stored = self.segment.read_number_column(column_count.column)[numbers]
            values: npt.NDArray = stored[stored != NO_NUMBER]
        else:
            values = self.segment.read_numbers_column(column_count.column).of(numbers)
        unique, counts_of_values = _count_values(values)
        counter.update(
            dict(zip(unique.tolist(), counts_of_values.tolist(), strict=True))
        )

    def add_pair_counts(self, pairs: PairCounters) -> None:
        """Add this part's documents per pair of values."""
        for counter, pair in zip(pairs, self.request.pair_counts, strict=True):
            self._count_pair(counter, pair, self._filter_numbers())

    def _count_pair(
        self,
        counter: Counter[tuple[int | str, int | str]],
        pair: PairCount,
        numbers: DocumentNumbers,
    ) -> None:
        firsts = read_column_values(self.segment, pair.column, numbers)
        others = read_column_values(self.segment, pair.other, numbers)
        first_places, other_places = firsts.join(others)
        width = max(len(others.values), 1)
        joined, found = np.unique(
            first_places * width + other_places, return_counts=True
        )
        for place, number in zip(joined.tolist(), found.tolist(), strict=True):
            first, other = divmod(place, width)
            counter[firsts.values[first], others.values[other]] += number

    def filter_hits(self) -> _FilteredHits:
        """The hits that pass all filters."""
        numbers, scores = self.hits.numbers, self.hits.scores
        ids = self.segment.read_number_column(ID_COLUMN)[numbers]
        order = self.request.order
        keys: npt.NDArray = (
            -scores.astype(np.float64)
            if order is None
            else self._make_sort_keys(order, numbers)
        )
        hits = _FilteredHits(ids, scores, keys, self.is_partial)
        if not self.groups:
            return hits
        return hits.take(np.logical_and.reduce(list(self.groups.values())))

    def _make_sort_keys(self, order: ColumnOrder, numbers: DocumentNumbers) -> IntArray:
        """Keys that ascend in the order asked for, documents without a number last."""
        values = self.segment.read_number_column(order.column)[numbers]
        keys = -values if order.is_descending else values
        return np.where(values == NO_NUMBER, np.iinfo(np.int64).max, keys)


def _count_values(values: npt.NDArray) -> tuple[IntArray, IntArray]:
    """The distinct values, and how many times each occurs."""
    if values.dtype == np.uint32 and len(values) and int(values.max()) < 2**20:
        counts = np.bincount(values)
        unique = np.flatnonzero(counts)
        return unique, counts[unique]
    unique, counts_of_values = np.unique(values, return_counts=True)
    return unique, counts_of_values


def _find_lowest(keys: npt.NDArray, number: int) -> IntArray:
    """Places of the lowest keys, at least so many: all that tie with the last."""
    if number >= len(keys):
        return np.arange(len(keys))
    return np.flatnonzero(keys <= np.partition(keys, number - 1)[number - 1])


def _join_parts(passing: list[_FilteredHits]) -> _FilteredHits:
    """The hits of all parts of an index."""
    if len(passing) == 1:
        return passing[0]
    if not passing:
        return _FilteredHits(
            np.empty(0, np.int64),
            np.empty(0, np.float32),
            np.empty(0),
            np.empty(0, bool),
        )
    return _FilteredHits(
        np.concatenate([hits.ids for hits in passing]),
        np.concatenate([hits.scores for hits in passing]),
        np.concatenate([hits.keys for hits in passing]),
        np.concatenate([hits.is_partial for hits in passing]),
    )


def _slice_page(hits: _FilteredHits, request: SearchRequest) -> _FilteredHits:
    """The slice asked for, those that match only in part after the others."""
    number = len(hits.ids)
    end = number if request.size is None else min(number, request.start + request.size)
    is_reversed = request.order is not None and request.order.is_descending
    if not hits.is_partial.any():
        return hits.take(_rank_places(hits, request.start, end, is_reversed))
    places = []
    first, last = request.start, end
    for is_partial in (False, True):
        some = np.flatnonzero(hits.is_partial == is_partial)
        group = hits.take(some)
        places.append(some[_rank_places(group, max(first, 0), last, is_reversed)])
        first, last = first - len(some), last - len(some)
    return hits.take(np.concatenate(places))


def _rank_places(
    hits: _FilteredHits, first: int, last: int, is_reversed: bool
) -> IntArray:
    """Places of the hits from `first` to `last` in their order, equal ones by id; only
    what can be among them is sorted."""
    if first >= len(hits.ids) or last <= first:
        return np.empty(0, np.int64)
    chosen = _find_lowest(hits.keys, last)
    ties = -hits.ids[chosen] if is_reversed else hits.ids[chosen]
    return chosen[np.lexsort((ties, hits.keys[chosen]))][first:last]
