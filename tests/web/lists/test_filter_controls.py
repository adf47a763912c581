"""The order of a list is offered with what is chosen."""

from __future__ import annotations

import pytest

from archive.filters import SearchFilters
from archive.web.lists.filter_controls import list_sort_options


@pytest.mark.parametrize(
    ("q", "sort", "chosen"),
    [
        ("", "", "added"),
        ("camera", "", "relevance"),
        ("camera", "date", "date"),
        ("", "-date", "-date"),
    ],
)
def test_the_order_is_by_relevance_only_where_there_are_words(q, sort, chosen):
    options = list_sort_options(SearchFilters(q=q, sort=sort))
    values = [value for value, _label, _is_chosen in options]
    assert ("relevance" in values) is bool(q)
    assert {"added", "date", "-date"} <= set(values)
    assert [value for value, _label, is_chosen in options if is_chosen] == [chosen]
