"""The numbers of a table of entries, from the columns of the index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from archive.counting import ColumnNumbers
from archive.filters import (
    KIND,
    LEVELS,
    OUTLET,
    REGION,
    SOURCE,
    TAG,
    YEAR,
    SearchFilters,
)
from archive.models import Outlet, Source
from archive.search.engines.protocol import ColumnCount, PairCount, PairCounts
from archive.search.query.index_filters import choose_region_column

from .column_evaluation import (
    NO_GROUP,
    CountsUnavailable,
    ValueCounts,
    evaluate_counts,
    name_region_ids,
    name_tag_ids,
)

MOST_SOURCES = 5_000  # sources that are told apart in a table
Value = int | str
NamesByValue = Mapping[Value, str]
YEARS = "first_year", "last_year"


def count_columns(
    filters: SearchFilters, dimensions: Collection[str]
) -> ColumnNumbers | None:
    """The numbers of entries by one or two dimensions, and by both.

    None where the index is not asked or can't tell, and for a table of more than 5,000
    sources. A query for
    each dimension but year and type, and those of `count_total`; a table of sources is
    evaluated twice.
    """
    try:
        return _count_columns(filters, dimensions)
    except CountsUnavailable:  # up to 20,000 rows are counted for a table
        return None


def _count_columns(
    filters: SearchFilters, dimensions: Collection[str]
) -> ColumnNumbers | None:
    columns = _choose_columns(filters, dimensions)
    if SOURCE in columns and not _has_few_sources(filters):
        return None
    has_years = YEAR in dimensions
    pairs = _list_pairs(tuple(columns.values()), has_years=has_years)
    asked = tuple(ColumnCount(name, NO_GROUP) for name in (*YEARS, *columns.values()))
    counted = evaluate_counts(filters, asked, pairs)
    if counted is None:
        return None
    starts, ends, *by_value = counted.answer.counts
    counts = dict(zip(columns, by_value, strict=True))
    named = {dimension: NAMES[dimension](counts[dimension]) for dimension in columns}
    by_pair = dict(zip(pairs, counted.answer.pair_counts, strict=True))
    of_years = (_name_years(columns, by_pair, named, year) for year in YEARS)
    pair_starts, pair_ends = of_years if has_years else ({}, {})
    return ColumnNumbers(
        total=counted.answer.total,
        starts=starts,
        ends=ends,
        by_value=_name_values(counts, named),
        by_pair={} if has_years else _name_pairs(columns, by_pair, named),
        pair_starts=pair_starts,
        pair_ends=pair_ends,
        waiting=counted.select_waiting(),
    )


def _choose_columns(
    filters: SearchFilters, dimensions: Collection[str]
) -> dict[str, str]:
    """The column of each dimension but the year."""
    columns = COLUMNS | dict.fromkeys(REGIONS, choose_region_column(filters))
    return {
        dimension: columns[dimension] for dimension in dimensions if dimension != YEAR
    }


def _has_few_sources(filters: SearchFilters) -> bool:
    counted = evaluate_counts(filters, (ColumnCount(COLUMNS[SOURCE], NO_GROUP),))
    return counted is not None and len(counted.answer.counts[0]) <= MOST_SOURCES


def _list_pairs(columns: tuple[str, ...], *, has_years: bool) -> tuple[PairCount, ...]:
    """Each column with both years, or the two columns with each other."""
    if has_years:
        return tuple(PairCount(column, year) for column in columns for year in YEARS)
    one, other = columns
    return (PairCount(one, other),)


def _name_kinds(kinds: Collection[Value]) -> NamesByValue:
    return {kind: str(kind) for kind in kinds}


def _name_sources(ids: Collection[Value]) -> NamesByValue:
    rows = Source.objects.public().filter(pk__in=ids).order_by()
    return dict(rows.values_list("pk", "id_code"))


def _name_outlets(ids: Collection[Value]) -> NamesByValue:
    rows = Outlet.objects.filter(pk__in=ids).order_by()
    return dict(rows.values_list("pk", "slug"))


def _name_values(
    counts: Mapping[str, ValueCounts], named: Mapping[str, NamesByValue]
) -> dict[str, dict[str, int]]:
    return {
        dimension: {
            names[value]: counts[dimension][value]
            for value in counts[dimension].keys() & names.keys()
        }
        for dimension, names in named.items()
    }


def _name_years(
    columns: Mapping[str, str],
    by_pair: Mapping[PairCount, PairCounts],
    named: Mapping[str, NamesByValue],
    year: str,
) -> dict[str, dict[tuple[str, Value], int]]:
    """The pairs of a value of each dimension and a year."""
    return {
        dimension: {
            (named[dimension][value], in_year): number
            for (value, in_year), number in by_pair[PairCount(column, year)].items()
            if value in named[dimension]
        }
        for dimension, column in columns.items()
    }


def _name_pairs(
    columns: Mapping[str, str],
    by_pair: Mapping[PairCount, PairCounts],
    named: Mapping[str, NamesByValue],
) -> dict[tuple[str, str], dict[tuple[str, str], int]]:
    """The pairs of the two dimensions."""
    one, other = columns
    counts = by_pair[PairCount(columns[one], columns[other])]
    return {
        (one, other): {
            (named[one][value], named[other][beside]): number
            for (value, beside), number in counts.items()
            if value in named[one] and beside in named[other]
        }
    }


REGIONS = {REGION, *LEVELS}
COLUMNS = {KIND: "kind", TAG: "tags", SOURCE: "sources", OUTLET: "outlets"}
NAMES: dict[str, Callable[[Any], NamesByValue]] = {
    KIND: _name_kinds,
    **dict.fromkeys(REGIONS, name_region_ids),
    TAG: name_tag_ids,
    SOURCE: _name_sources,
    OUTLET: _name_outlets,
}
