"""Numbers by the values of columns, and by pairs of them, as an index counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.models.entries.entry import EntryQuerySet

YearNumbers = Mapping[int | str, int]
ValueNumbers = Mapping[str, int]
PairNumbers = Mapping[tuple[str, str], int]
ValueYearNumbers = Mapping[tuple[str, int | str], int]


@dataclass(frozen=True)
class ColumnNumbers:
    """The entries that filters find, without those that wait for the index.

    `by_value` has for a dimension its values (codes of regions, keys of tags) with
    their entries, those without a value left out; `starts` and `ends` have the years
    in which entries begin and end. `by_pair` has the same for each pair of a value of
    the first of two dimensions and one of the second; `pair_starts` and `pair_ends`
    for each pair of a value and a year. `waiting` are the entries that wait and pass
    the filters; None where nothing waits.
    """

    total: int
    starts: YearNumbers
    ends: YearNumbers
    by_value: Mapping[str, ValueNumbers]
    by_pair: Mapping[tuple[str, str], PairNumbers]
    pair_starts: Mapping[str, ValueYearNumbers]
    pair_ends: Mapping[str, ValueYearNumbers]
    waiting: EntryQuerySet | None
