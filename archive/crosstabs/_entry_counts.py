"""Counts of a table read from the entries themselves, one by one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import product

from archive.counting import RunningCounts
from archive.filters import (
    KIND,
    OUTLET,
    SOURCE,
    TAG,
    YEAR,
    Choices,
    SearchFilters,
    list_chosen,
)
from archive.models import Article, Citation, Entry, EntryRegion, Tagging
from archive.models.entries.entry import EntryQuerySet
from archive.text import dates

from ._axes import ALL, UNDATED, Axis
from ._candidates import load_candidates

MOST_COUNTED_ENTRIES = 20_000  # entries that are read for a table; of more, nothing is
Ties = dict[int, set[str]]  # entry → its values
CellCounts = dict[tuple[str, str], int]  # keys of row and column, "" for all → entries


class EntryCounts:
    """The numbers of at most 20,000 entries: one query for them, and up to three for
    each dimension but year and type."""

    def __init__(self, filters: SearchFilters, entries: EntryQuerySet) -> None:
        self._filters = filters
        self._entries = entries.order_by()
        columns = self._entries.values_list("pk", "kind", "counts_from", "counts_to")
        self._facts = list(columns[: MOST_COUNTED_ENTRIES + 1])
        self.is_whole = len(self._facts) <= MOST_COUNTED_ENTRIES
        self._ties: dict[str, Ties] = {}
        self._candidates: dict[str, frozenset[str]] = {}

    @property
    def total(self) -> int:
        """All entries."""
        return len(self._facts)

    @property
    def undated(self) -> int:
        """Those without a date."""
        return sum(first is None for _pk, _kind, first, _last in self._facts)

    def count_touching(self, first: int, last: int) -> int:
        """Entries that touch the days from `first` to `last`."""
        return self._running.count_touching(first, last)

    @cached_property
    def _running(self) -> RunningCounts:
        """The dated ones by day."""
        days = [(first, last) for _pk, _kind, first, last in self._facts]
        starts = Counter(first for first, _last in days if first is not None)
        ends = Counter(last for _first, last in days if last is not None)
        return RunningCounts(starts, ends)

    def list_marked_years(self) -> list[int]:
        """The years in which an entry begins or ends."""
        days = {*self._running.starts, *self._running.ends}
        return sorted({dates.from_day_number(day)[0] for day in days})

    def count_values(self, dimension: str) -> dict[str, int]:
        """Entries by value of a dimension other than the year."""
        if dimension == KIND:
            return Counter(kind for _pk, kind, _first, _last in self._facts)
        ties = self._load_ties(dimension)
        return Counter(key for keys in ties.values() for key in keys)

    def count_candidates(self, dimension: str) -> int:
        """How many regions or tags could be values of a dimension; 0 for others. No
        query after `count_values`."""
        return len(self._candidates.get(dimension, ()))

    def count_cells(self, rows: Axis, columns: Axis) -> CellCounts:
        """Entries by row and column, each also with "" for all."""
        cells: Counter[tuple[str, str]] = Counter()
        by_row, by_column = self._sort_into(rows), self._sort_into(columns)
        for pk, *_rest in self._facts:
            pairs = product((ALL, *by_row.get(pk, ())), (ALL, *by_column.get(pk, ())))
            cells.update(pairs)
        return cells

    def _sort_into(self, axis: Axis) -> Mapping[int, Iterable[str]]:
        """The values of the axis that each entry has."""
        if axis.dimension == YEAR:
            return self._sort_into_years(axis)
        keys = {value.key for value in axis.values}
        if axis.dimension == KIND:
            return {pk: {kind} & keys for pk, kind, _first, _last in self._facts}
        ties = self._load_ties(axis.dimension)
        return {pk: values & keys for pk, values in ties.items()}

    def _sort_into_years(self, axis: Axis) -> dict[int, tuple[str, ...]]:
        find_periods = _make_period_finder(axis)
        undated = tuple(v.key for v in axis.values if v.key == UNDATED)
        return {
            pk: undated if first is None or last is None else find_periods(first, last)
            for pk, _kind, first, last in self._facts
        }

    def _load_ties(self, dimension: str) -> Ties:
        if dimension not in self._ties:
            self._ties[dimension] = self._read_ties(dimension)
        return self._ties[dimension]

    def _read_ties(self, dimension: str) -> Ties:
        """The values of a dimension that each entry has, those above them included."""
        tied: dict[str, object] = {"entry__in": self._entries.values("pk")}
        if dimension == OUTLET:
            articles = Article.objects.filter(pk__in=self._entries.values("pk"))
            named = articles.exclude(outlet=None).order_by()
            return _group_values(
                named.values_list("pk", "outlet__slug"), self._filters.outlets
            )
        if dimension == SOURCE:
            public = Entry.objects.public().filter(kind="source").values("pk")
            cited = Citation.objects.filter(**tied, source__in=public).order_by()
            pairs = cited.values_list("entry_id", "source__id_code")
            return _group_values(pairs, self._filters.source)
        candidates = load_candidates(self._filters, dimension)
        self._candidates[dimension] = candidates
        paths = self._read_paths(dimension, tied)
        ties: defaultdict[int, set[str]] = defaultdict(set)
        for pk, path in paths:
            ties[pk].update(candidates.intersection(path))
        return ties

    def _read_paths(
        self, dimension: str, tied: dict[str, object]
    ) -> Iterator[tuple[int, list[str]]]:
        """Each entry's ties to regions in the filters' roles, or to tags, as the keys
        from the top down."""
        if dimension == TAG:
            tagged = Tagging.objects.filter(**tied).order_by()
            for pk, path in tagged.values_list("entry_id", "tag__path"):
                yield pk, path.split("|")
            return
        roles = self._filters.roles
        placed = EntryRegion.objects.filter(**tied, role__in=roles).order_by()
        for pk, path in placed.values_list("entry_id", "region__path"):
            yield pk, path.split("/")


def _group_values(pairs: Iterable[tuple[int, str]], choices: Choices) -> Ties:
    """The values of each entry: the chosen ones, where any are."""
    chosen = set(list_chosen(choices))
    ties: defaultdict[int, set[str]] = defaultdict(set)
    for pk, value in pairs:
        if not chosen or value in chosen:
            ties[pk].add(value)
    return ties


def _make_period_finder(axis: Axis) -> Callable[[int, int], tuple[str, ...]]:
    """Finds the periods that the days from one to another touch."""
    spans = sorted((value.span, value.key) for value in axis.values if value.span)
    firsts, lasts = [s[0] for s, _key in spans], [s[1] for s, _key in spans]

    def find_periods(first: int, last: int) -> tuple[str, ...]:
        touched = slice(bisect_left(lasts, first), bisect_right(firsts, last))
        return tuple(key for _span, key in spans[touched])

    return find_periods
