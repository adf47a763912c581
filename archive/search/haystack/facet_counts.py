"""Counts of values and of stretches of time, in the shape of Haystack's facets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from archive.search.engines.protocol import ColumnCount, FilterGroup, SearchRequest
from archive.search.index.live_index import evaluate_request

from .errors import UnsupportedSearchError
from .field_registry import (
    COLUMN_FIELDS,
    list_facet_fields,
    list_sortable_fields,
    strip_facet_suffix,
)
from .searchable_fields import CountsByValue

GAPS = ("year", "month", "day")
MOST_GAPS = 120  # each is a look at the index
FACET_OPTIONS = ("limit", "size", "mincount")
_MONTHS = {"year": 12, "month": 1}


def check_facet(name: str, options: Mapping[str, Any]) -> None:
    """Raise `UnsupportedSearchError` where a field or an option can't be counted by."""
    if strip_facet_suffix(name) not in list_facet_fields():
        raise UnsupportedSearchError(
            f"facet({name!r})", f"use one of {', '.join(list_facet_fields())}"
        )
    for option in options:
        if option not in FACET_OPTIONS:
            raise UnsupportedSearchError(
                f"facet({name!r}, {option}=…)", f"use {', '.join(FACET_OPTIONS)}"
            )


def check_date_facet(name: str, details: Mapping[str, Any]) -> None:
    """Raise `UnsupportedSearchError` for a field without days, a gap below a day or too
    many gaps."""
    if strip_facet_suffix(name) not in list_sortable_fields():
        raise UnsupportedSearchError(
            f"date_facet({name!r})", f"use one of {', '.join(list_sortable_fields())}"
        )
    if details["gap_by"] not in GAPS:
        raise UnsupportedSearchError(
            f"date_facet(gap_by={details['gap_by']!r})", "use 'year', 'month' or 'day'"
        )
    if len(list(iter_gaps(details))) > MOST_GAPS:
        raise UnsupportedSearchError(
            f"date_facet() with more than {MOST_GAPS} gaps",
            "use a longer gap or a shorter time",
        )


def iter_gaps(details: Mapping[str, Any]) -> Iterator[tuple[date, date]]:
    """First and last day of each gap from the start to before the end, at most one more
    than are counted."""
    begin, end = _to_date(details["start_date"]), _to_date(details["end_date"])
    number = 0
    while begin < end and number <= MOST_GAPS:
        following = _add_gap(begin, details["gap_by"], int(details["gap_amount"]))
        yield begin, following - timedelta(days=1)
        begin, number = following, number + 1


def count_facets(
    request: SearchRequest,
    facets: Mapping[str, Mapping[str, Any]],
    date_facets: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """Haystack's `facet_counts()` of what the request finds. One evaluation for all
    values, and one for each stretch of time. Raises `IndexUnreadable`."""
    names = [strip_facet_suffix(name) for name in facets]
    columns = tuple(ColumnCount(COLUMN_FIELDS[n].count_column, "") for n in names)
    answer = evaluate_request(replace(request, start=0, size=0, counts=columns))
    fields = {
        name: _rank_values(COLUMN_FIELDS[name].name_counts(counted), options)
        for name, counted, options in zip(
            names, answer.counts, facets.values(), strict=True
        )
    }
    dates = {
        strip_facet_suffix(name): _count_gaps(request, name, details)
        for name, details in date_facets.items()
    }
    return {"fields": fields, "dates": dates, "queries": {}}


def _rank_values(
    counted: CountsByValue, options: Mapping[str, Any]
) -> list[tuple[str, int]]:
    """Most entries first; equal ones by name."""
    least = int(options.get("mincount", 1))
    pairs = [(str(v), number) for v, number in counted.items() if number >= least]
    pairs.sort(key=lambda pair: (-pair[1], pair[0]))
    most = options.get("limit", options.get("size"))
    return pairs if most is None else pairs[: int(most)]


def _count_gaps(
    request: SearchRequest, name: str, details: Mapping[str, Any]
) -> list[tuple[datetime, int]]:
    field = COLUMN_FIELDS[strip_facet_suffix(name)]
    gaps = []
    for first, last in iter_gaps(details):
        within = FilterGroup("gap", field.build_node("range", (first, last)))
        uncounted = replace(request, start=0, size=0, counts=())
        answer = evaluate_request(
            replace(uncounted, filters=(*uncounted.filters, within))
        )
        gaps.append((datetime(first.year, first.month, first.day), answer.total))
    return gaps


def _to_date(value: Any) -> date:
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).date()
    if isinstance(value, date):
        return value
    raise UnsupportedSearchError(f"date_facet() from {value!r}", "give it dates")


def _add_gap(begin: date, gap_by: str, amount: int) -> date:
    if amount < 1:
        raise UnsupportedSearchError("gap_amount below 1", "give it 1 or more")
    try:
        if gap_by == "day":
            return begin + timedelta(days=amount)
        months = begin.year * 12 + begin.month - 1 + amount * _MONTHS[gap_by]
        return date(months // 12, months % 12 + 1, 1)
    except (OverflowError, ValueError):  # beyond the year 9999
        return date.max
