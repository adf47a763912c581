"""Suggests a date filter where the words of a search contain a date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import get_language

from archive.filters import SearchFilters
from archive.search import SharedLookups, count_results
from archive.text import dates

MOST_DATE_WORDS = 200  # characters of a query in which a date is looked for
OPERATOR_SIGNS = frozenset(
    '"():*?'
)  # what a query that is more than words is written with
DATE_PREPOSITIONS = frozenset("in on of from im am vom seit since".split())
_WHOLE_DATE = re.compile(r"\d{4}((-\d\d){0,2}|\s*年)")


@dataclass(frozen=True)
class DateSuggestion:
    """The same search with its date as a filter instead of words."""

    words: str
    rest: str
    count: int
    url: str


def suggest_date_filter(
    filters: SearchFilters, path: str, lookups: SharedLookups
) -> DateSuggestion | None:
    """The search with its date as a filter, and its count; None where the words have no
    date or nothing is found. Costs one search."""
    query = filters.q.strip()
    if (
        not query
        or len(query) > MOST_DATE_WORDS
        or not OPERATOR_SIGNS.isdisjoint(query)
    ):
        return None
    if filters.date_from or filters.date_to or filters.undated:
        return None
    split = _split_date(query)
    if split is None:
        return None
    edtf, rest = split
    change = {"q": rest, "date_from": edtf, "date_to": edtf}
    number = count_results(filters.with_changes(**change), lookups).number
    if not number:
        return None
    words = edtf.display(get_language() or "en")
    return DateSuggestion(words, rest, number, filters.url(path, **change))


def _split_date(query: str) -> tuple[dates.Edtf, str] | None:
    """The date in a query, and the other words."""
    if _WHOLE_DATE.fullmatch(query):
        try:
            return dates.parse_typed_date(query), ""
        except dates.DateError:
            return None
    printed = dates.find_printed_date(query)
    if printed is None:
        return None
    edtf, start, end = printed
    before = query[:start].split()
    if before and before[-1].casefold() in DATE_PREPOSITIONS:
        before.pop()
    return edtf, " ".join([*before, *query[end:].split()])
