"""The axes of a table: which values its rows or columns have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive.filters import DIMENSION_FIELDS, KIND, YEAR, SearchFilters
from archive.models import ENTRY_KINDS
from archive.text import dates

PARAMETERS = {
    "kinds": "kind",
    "regions": "region",
    "tags": "tag",
    "source": "source",
    "outlets": "outlet",
}
ALL, UNDATED, EARLIER = "", "undated", "earlier"
MOST_YEARS = 60
Span = tuple[int, int]  # first and last day


@dataclass(frozen=True)
class AxisValue:
    """A row or column: its `key` (a code, a tag's key, an id, a year, `undated`,
    `earlier`), the parameters that choose it, and of a period the `span` of its
    days."""

    key: str
    parameters: tuple[tuple[str, str], ...]
    span: Span | None = None


@dataclass(frozen=True)
class Axis:
    """The rows or columns of a table; `further` values that have entries were left
    out."""

    dimension: str
    values: tuple[AxisValue, ...]
    further: int = 0


def make_value_axis(
    dimension: str, counts: dict[str, int], most: int, start: int = 0
) -> Axis:
    """The values that have entries, most entries first; types in their own order.

    From place `start`, `most` of them.
    """
    having = [key for key, number in counts.items() if number]
    if dimension == KIND:
        keys = [kind for kind in ENTRY_KINDS if kind in having]
    else:
        keys = sorted(having, key=lambda key: (-counts[key], key))
    parameter = PARAMETERS[DIMENSION_FIELDS[dimension]]
    values = tuple(
        AxisValue(key, ((parameter, key),)) for key in keys[start : start + most]
    )
    return Axis(dimension, values, len(keys) - len(values))


def make_year_axis(
    count_touching: Callable[[int, int], int],
    years: Sequence[int],
    undated: int,
    filters: SearchFilters,
    most: int,
) -> Axis:
    """The latest years that entries touch, oldest first, with what is earlier and what
    has no date.

    `years` are those in which an entry begins or ends; `count_touching` counts the
    entries that touch the days from one to another.
    """
    periods = [] if filters.undated else _list_years(years, filters, most)
    periods = [p for p in periods if count_touching(*_get_span(p))]
    earlier = _make_earlier(periods[-most:], filters) if len(periods) > most else []
    values = [*earlier, *periods[-most:]]
    if undated and get_window(filters) is None:
        values.append(AxisValue(UNDATED, (("undated", "1"),)))
    return Axis(YEAR, tuple(values))


def _list_years(
    marked: Sequence[int], filters: SearchFilters, most: int
) -> list[AxisValue]:
    """The years from the first to the last marked one, or where these are too many the
    marked ones, as far as they lie in the period of the filters."""
    if not marked:
        return []
    first, last = min(marked), max(marked)
    years = range(first, last + 1) if last - first < most else sorted(set(marked))
    periods = (_make_year(year, filters) for year in years)
    return [p for p in periods if p.span and p.span[0] <= p.span[1]]


def get_window(filters: SearchFilters) -> Span | None:
    """The first and last day that the filters ask for; None where they ask for none."""
    begin, end = filters.date_from, filters.date_to
    if filters.undated or not (begin or end):
        return None
    return (
        begin.earliest if begin else dates.OPEN_EARLIEST,
        end.latest if end else dates.OPEN_LATEST,
    )


def _get_span(value: AxisValue) -> Span:
    assert value.span is not None
    return value.span


def _make_year(year: int, filters: SearchFilters) -> AxisValue:
    """A year, as far as it lies in the period of the filters."""
    span = dates.day_number(year, 1, 1), dates.day_number(year, 12, 31)
    key = dates.format_year(year)
    return _make_period(key, span, (key, key), filters)


def _make_earlier(
    periods: Sequence[AxisValue], filters: SearchFilters
) -> list[AxisValue]:
    """What lies before the first of these years."""
    last = _get_span(periods[0])[0] - 1
    year = dates.format_year(dates.from_day_number(last)[0])
    return [_make_period(EARLIER, (dates.OPEN_EARLIEST, last), ("", year), filters)]


def _make_period(
    key: str, span: Span, texts: tuple[str, str], filters: SearchFilters
) -> AxisValue:
    (first, last), (begin, end) = span, texts
    window = get_window(filters)
    if window and filters.date_from and window[0] > first:
        first, begin = window[0], filters.date_from.text
    if window and filters.date_to and window[1] < last:
        last, end = window[1], filters.date_to.text
    pairs = (("from", begin), ("to", end))
    return AxisValue(key, tuple(p for p in pairs if p[1]), (first, last))
