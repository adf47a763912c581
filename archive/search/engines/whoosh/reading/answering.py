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
    SearchAnswer,
    SearchRequest,
)
from archive.search.engines.whoosh.schema import NO_NUMBER

from .columns import Mask
from .evaluation import SegmentEvaluation, limit_prefix_terms
from .postings import DocumentNumbers
from .scored_documents import SegmentHits
from .segment import SegmentReader
from .snapshot import ID_COLUMN, WhooshSnapshot

ColumnCounters = list[Counter[int | str]]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _FilteredHits:
    """Hits of one part that pass, with what they are ordered by."""

    ids: IntArray
    scores: npt.NDArray[np.float32]
    keys: npt.NDArray[np.float64] | IntArray


def answer_with_whoosh(
    snapshot: WhooshSnapshot, request: SearchRequest
) -> SearchAnswer:
    """The answer from this state of the index."""
    counts: ColumnCounters = [Counter() for _count in request.counts]
    passing: list[_FilteredHits] = []
    is_cut = False
    for place in range(len(snapshot.parts)):
        part = _SegmentAnswer(snapshot, place, request)
        part.add_counts(counts)
        passing.append(part.filter_hits())
        is_cut |= part.evaluation.is_cut
    total, page = _slice_page(passing, request)
    return SearchAnswer(total, page, tuple(dict(count) for count in counts), is_cut)


class _SegmentAnswer:
    """What one part adds: the tree is evaluated once, filters are masks over it."""

    def __init__(
        self, snapshot: WhooshSnapshot, place: int, request: SearchRequest
    ) -> None:
        self.request = request
        self.segment: SegmentReader = snapshot.parts[place].segment
        most = limit_prefix_terms(snapshot, request.tree)
        self.evaluation = SegmentEvaluation(snapshot, place, most)
        self.hits = self._find_visible(snapshot, place)
        self.groups: dict[str, Mask] = {}
        for condition in request.filters:
            passes = self.evaluation.make_mask(condition.node)[self.hits.numbers]
            before = self.groups.get(condition.group)
            self.groups[condition.group] = passes if before is None else before & passes

    def _find_visible(self, snapshot: WhooshSnapshot, place: int) -> SegmentHits:
        hits = self.evaluation.find_hits(self.request.tree)
        alive = snapshot.parts[place].alive
        if alive is not None:
            hits = hits.intersect_mask(alive)
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

    def filter_hits(self) -> _FilteredHits:
        """The hits that pass all filters."""
        hits = self.hits
        if self.groups:
            passing = np.logical_and.reduce(list(self.groups.values()))
            hits = SegmentHits(hits.numbers[passing], hits.scores[passing])
        ids = self.segment.read_number_column(ID_COLUMN)[hits.numbers]
        order = self.request.order
        if order is None:
            return _FilteredHits(ids, hits.scores, -hits.scores.astype(np.float64))
        return _FilteredHits(
            ids, hits.scores, self._make_sort_keys(order, hits.numbers)
        )

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


def _slice_page(
    passing: list[_FilteredHits], request: SearchRequest
) -> tuple[int, tuple[tuple[int, float], ...]]:
    """The total, and the slice asked for; only what can be on it is sorted."""
    if not passing:
        return 0, ()
    ids = np.concatenate([hits.ids for hits in passing])
    scores = np.concatenate([hits.scores for hits in passing])
    keys = np.concatenate([hits.keys for hits in passing])
    end = len(ids) if request.size is None else request.start + request.size
    if request.start >= len(ids) or end <= request.start:
        return len(ids), ()
    chosen = _find_lowest(keys, end)
    is_reversed = request.order is not None and request.order.is_descending
    ties = -ids[chosen] if is_reversed else ids[chosen]
    chosen = chosen[np.lexsort((ties, keys[chosen]))][request.start : end]
    page = zip(ids[chosen].tolist(), scores[chosen].tolist(), strict=True)
    return len(ids), tuple(page)
