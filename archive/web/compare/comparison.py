"""What two filters find, counted side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from archive.crosstabs import ALL, AxisValue, Crosstab, TableLimits, build_crosstab
from archive.entry_queries import (
    QueryPlan,
    find_entries,
    order_dated_entries,
    slice_entries,
)
from archive.filters import KIND, REGION, SOURCE, TAG, YEAR
from archive.models import ENTRY_KINDS
from archive.models.entries.entry import EntryQuerySet
from archive.search import count_columns, find_matching_ids, plan_entry_list
from archive.text.quantities.number_format import format_number
from archive.timeline import DelaySummary, measure_delays
from archive.web.lists.entry_lists import EntryItem, build_joined_item, keep_matching
from archive.web.search_slots import hold_search_slot
from archive.web.tables.table_links import CellAddresses, name_values

from .sides import ComparedSide

MOST_VALUES = 400  # tags, regions or sources that are counted of a side
MOST_SHARED, MOST_APART = 20, 10  # rows that a page shows
MOST_FIRST_REPORTS = 5
MOST_OVERLAP = 20_000  # entries of the smaller side that are looked for in the other
LIMITS = TableLimits(rows=MOST_VALUES, columns=4)


@dataclass(frozen=True)
class ComparedNumber:
    """A number of a side, as readers write it, with the list of its entries; `share` is
    per cent of the highest number of the table."""

    count: int
    text: str
    url: str
    share: int


@dataclass(frozen=True)
class ComparedRow:
    """A value with its number on either side."""

    key: str
    name: str
    a: ComparedNumber
    b: ComparedNumber


@dataclass(frozen=True)
class ComparedValues:
    """The tags, regions or sources that both sides have, and those that one has alone,
    most entries first. `is_counted` is false where a side has too many entries."""

    dimension: str
    both: list[ComparedRow]
    only_a: list[ComparedRow]
    only_b: list[ComparedRow]
    is_counted: bool = True


@dataclass(frozen=True)
class CountedSide:
    """What was counted of a side: a table for each dimension, None where there is too
    much to count; its first dated articles, and the delays of its events."""

    side: ComparedSide
    tables: Mapping[str, Crosstab | None]
    entries: EntryQuerySet
    first_reports: list[EntryItem]
    delays: DelaySummary | None
    notices: tuple[object, ...]

    @property
    def total(self) -> int | None:
        """All entries, None where there are too many to count."""
        table = self.tables[YEAR]
        return table.total if table else None


def count_side(side: ComparedSide) -> CountedSide:
    """Count one side: some thirty queries at most, each of which reads at most 20,000
    entries. Raises `SearchUnavailable`."""
    filters = side.filters
    with hold_search_slot(filters.q):
        matching = find_matching_ids(filters)
    entries = keep_matching(matching, find_entries(filters))
    tables = {
        dimension: build_crosstab(
            filters,
            entries,
            count_columns(filters, (dimension, KIND)),
            (dimension, KIND),
            LIMITS,
        )
        for dimension in (YEAR, TAG, REGION, SOURCE)
    }
    _total, plan = plan_entry_list(filters, MOST_FIRST_REPORTS)
    in_plan = keep_matching(matching, find_entries(filters, plan=plan))
    return CountedSide(
        side,
        tables,
        entries,
        _list_first_reports(in_plan, plan),
        measure_delays(entries),
        (*filters.notices, *matching.notices),
    )


def _list_first_reports(entries: EntryQuerySet, plan: QueryPlan) -> list[EntryItem]:
    """The earliest dated articles; two queries."""
    articles = order_dated_entries(entries.filter(kind="article"), plan)
    first = slice_entries(articles, 0, MOST_FIRST_REPORTS).with_places()
    return [build_joined_item(entry) for entry in first]


def count_overlap(a: CountedSide, b: CountedSide) -> int | None:
    """How many entries both sides find; None where both are too large. One query."""
    if min(_count_or_many(a), _count_or_many(b)) > MOST_OVERLAP:
        return None
    small, large = sorted((a, b), key=_count_or_many)
    ids = list(small.entries.order_by().values_list("pk", flat=True))
    return large.entries.filter(pk__in=ids).order_by().count()


def _count_or_many(side: CountedSide) -> int:
    return MOST_OVERLAP + 1 if side.total is None else side.total


def compare_kinds(a: CountedSide, b: CountedSide) -> list[ComparedRow]:
    """Entries by type, in the order of types."""
    rows = _build_rows(YEAR, a, b, is_of_columns=True)
    return sorted(rows, key=lambda row: list(ENTRY_KINDS).index(row.key))


def compare_years(a: CountedSide, b: CountedSide) -> list[ComparedRow]:
    """Entries by year on one axis, the latest first."""
    rows = _build_rows(YEAR, a, b)
    dated = [row for row in rows if row.key[:1] in "-0123456789Y"]
    others = [row for row in rows if row not in dated]
    return [*sorted(dated, key=lambda row: -_read_year(row.key)), *others]


def _read_year(key: str) -> int:
    return int(key.removeprefix("Y"))


def compare_values(dimension: str, a: CountedSide, b: CountedSide) -> ComparedValues:
    """Tags, regions or sources in common and apart."""
    if a.tables[dimension] is None or b.tables[dimension] is None:
        return ComparedValues(dimension, [], [], [], is_counted=False)
    rows = _build_rows(dimension, a, b)
    return ComparedValues(
        dimension,
        [row for row in rows if row.a.count and row.b.count],
        [row for row in rows if not row.b.count],
        [row for row in rows if not row.a.count],
    )


def _build_rows(
    dimension: str, a: CountedSide, b: CountedSide, *, is_of_columns: bool = False
) -> list[ComparedRow]:
    """A row for each value of either side, most entries of both together first."""
    counts_a, counts_b = (
        _list_counts(side, dimension, is_of_columns=is_of_columns) for side in (a, b)
    )
    names = {
        key: name
        for counts in (counts_b, counts_a)
        for key, (name, *_rest) in counts.items()
    }
    highest = max(
        (n for c in (counts_a, counts_b) for _name, n, _u in c.values()), default=0
    )
    language = get_language() or "en"

    def make_number(
        counts: dict[str, tuple[str, int, str]], key: str
    ) -> ComparedNumber:
        _name, number, url = counts.get(key, ("", 0, ""))
        share = max(1, round(100 * number / highest)) if number else 0
        return ComparedNumber(number, format_number(number, language), url, share)

    rows = [
        ComparedRow(key, name, make_number(counts_a, key), make_number(counts_b, key))
        for key, name in names.items()
    ]
    return sorted(rows, key=lambda row: (-row.a.count - row.b.count, row.name))


def _list_counts(
    side: CountedSide, dimension: str, *, is_of_columns: bool
) -> dict[str, tuple[str, int, str]]:
    """Name, number and address of each value of a side; at most one query."""
    table = side.tables[dimension]
    if table is None:
        return {}
    addresses = CellAddresses(side.side.filters, table)
    axis = table.columns if is_of_columns else table.rows
    other = table.rows if is_of_columns else table.columns
    of_all = addresses.write_part(other, AxisValue(ALL, ()))
    names = name_values(axis)
    found = {}
    for value in axis.values:
        place = (ALL, value.key) if is_of_columns else (value.key, ALL)
        url = addresses.join(addresses.write_part(axis, value), of_all)
        found[value.key] = names[value.key], table.cells.get(place, 0), url
    return found
