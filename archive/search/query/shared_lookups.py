"""What the searches of one page share: words, filters and hidden entries."""

from __future__ import annotations

from functools import cached_property

from archive.filters import Choices, SearchFilters
from archive.search.engines.protocol import FilterGroup
from archive.search.index.live_index import find_hidden_ids

from .index_filters import (
    build_added_filter,
    build_date_filter,
    build_filter,
    build_listed_filter,
    list_set_fields,
)
from .parsed_query import ParsedQuery, parse_affordable_query

FilterKey = tuple[str, Choices, tuple[str, ...]]  # field, choices, roles


class SharedLookups:
    """Looks each thing up once, however many searches ask for it.

    A page that finds nothing counts what it would find without each of its filters:
    all those searches have the words and the other filters in common. It is for
    one request and one thread, for what it read ages with it.
    """

    def __init__(self) -> None:
        self._parsed: dict[tuple[str, bool], ParsedQuery] = {}
        self._filters: dict[FilterKey, FilterGroup] = {}

    def parse_words(self, filters: SearchFilters) -> ParsedQuery:
        """The words as a query tree; the first call costs what `parse_query` costs."""
        key = (filters.q, filters.expand)
        if key not in self._parsed:
            parsed = parse_affordable_query(filters.q, expand=filters.expand)
            self._parsed[key] = parsed
        return self._parsed[key]

    def build_filters(self, filters: SearchFilters) -> tuple[FilterGroup, ...]:
        """One filter for each field that is set, in a group of the field's name (`date`
        for all three of dates, `added`, `listed` for narrative and basket); at most a
        query for each of regions, tags and sources that were not looked up before."""
        conditions = [
            self._build_filter(filters, field) for field in list_set_fields(filters)
        ]
        others = (
            build_date_filter(filters),
            build_added_filter(filters),
            build_listed_filter(filters),
        )
        return (*conditions, *(group for group in others if group))

    @cached_property
    def hidden_ids(self) -> frozenset[int]:
        """Entries that the index holds and nobody may see; at most two queries."""
        return find_hidden_ids()

    def _build_filter(self, filters: SearchFilters, field: str) -> FilterGroup:
        key = (field, filters.choices(field), filters.roles)
        if key not in self._filters:
            self._filters[key] = build_filter(filters, field)
        return self._filters[key]
