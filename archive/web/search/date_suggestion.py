"""The days that a search names: a date typed leads to what was dated so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import get_language

from archive.filters import SearchFilters
from archive.search import SearchPlan, count_results
from archive.text import dates

MOST_DATE_WORDS = 200  # characters of a query in which a date is looked for
OPERATOR_SIGNS = frozenset(
    '"():*?'
)  # what a query that is more than words is written with
DATE_PREPOSITIONS = frozenset("in on of from im am vom seit since".split())
_WHOLE_DATE = re.compile(r"\d{4}((-\d\d){0,2}|\s*年)")


@dataclass(frozen=True)
class DateSuggestion:
    """The same search with its date as a filter, and not among the words."""

    words: str
    rest: str
    n: int
    url: str


def suggest_date_filter(
    filters: SearchFilters, path: str, plan: SearchPlan
) -> DateSuggestion | None:
    """Where the words hold a date, the same search without it among what it touches,
    with the count; None where there is none, or nothing is found. One search more."""
    query = filters.q.strip()
    if (
        not query
        or len(query) > MOST_DATE_WORDS
        or not OPERATOR_SIGNS.isdisjoint(query)
    ):
        return None
    if filters.date_from or filters.date_to or filters.undated:
        return None
    found = _split_date(query)
    if found is None:
        return None
    edtf, rest = found
    change = {"q": rest, "date_from": edtf, "date_to": edtf}
    number = count_results(filters.but(**change), plan).number
    if not number:
        return None
    words = edtf.display(get_language() or "en")
    return DateSuggestion(words, rest, number, filters.url(path, **change))


def _split_date(query: str) -> tuple[dates.Edtf, str] | None:
    """The date in a query, and the words beside it."""
    if _WHOLE_DATE.fullmatch(query):
        try:
            return dates.parse_typed_date(query), ""
        except dates.DateError:
            return None
    found = dates.find_printed_date(query)
    if found is None:
        return None
    edtf, start, end = found
    before = query[:start].split()
    if before and before[-1].casefold() in DATE_PREPOSITIONS:
        before.pop()
    return edtf, " ".join([*before, *query[end:].split()])
