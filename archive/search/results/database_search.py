"""Answers from the database while there is no index, within a bound."""

from __future__ import annotations

from django.db.models import Q

from archive.entry_queries import find_entries, order_entries
from archive.filters import SearchFilters
from archive.models import Entry
from archive.models.entries.entry import EntryQuerySet

MOST_ENTRIES_WITHOUT_INDEX = 20_000  # entries; more are not searched without the index


class SearchUnavailable(Exception):
    """The index cannot be read, and the archive is too large to do without."""


def search_database(filters: SearchFilters, words: tuple[str, ...]) -> EntryQuerySet:
    """Public entries that pass the filters and say all the words in title or summary,
    as they are spelt, in order. Raises `SearchUnavailable`."""
    entries = find_entries(filters)
    if filters.q:
        if not words:
            return order_entries(entries.none(), filters.sort)
        if Entry.objects.public().count() > MOST_ENTRIES_WITHOUT_INDEX:
            raise SearchUnavailable
        for word in words:
            in_title_or_summary = Q(title__icontains=word) | Q(summary__icontains=word)
            entries = entries.filter(in_title_or_summary)
    return order_entries(entries, filters.sort)
