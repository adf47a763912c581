"""An address without its wrong values, and notices about what was left aside."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from archive.filters import leave_out_problems, parse_filters

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "parameter", "left"),
    [
        ("q=a&kind=x", "kind", "q=a"),
        ("q=a&kind=x&kind=photo", "kind", "q=a&kind=photo"),
        ("kind=photo&kind=x&kind=-event", "kind", "kind=photo&kind=-event"),
        ("kind=photo", "kind", ""),
        ("from=x&to=2019", "from", "to=2019"),
        ("from=2020&to=2019", "from", "to=2019"),
        ("from=x&from=2019", "from", ""),
        ("from=x&kind=y", "kind", "from=x"),
        ("page=0", "page", ""),
    ],
)
def test_the_wrong_values_of_a_parameter_are_left_out(query, parameter, left):
    given = QueryDict(query)
    problems = parse_filters(given).problems
    assert leave_out_problems(given, parameter, problems).urlencode() == left
    assert given.urlencode() == query


@pytest.mark.parametrize(
    ("query", "notices"),
    [
        ("undated=1&from=2018&to=2019", 1),
        ("undated=1&from=2018", 1),
        ("undated=1&to=2019", 1),
        ("undated=1", 0),
        ("to=2019", 0),
    ],
)
def test_either_date_beside_undated_is_left_aside_with_a_notice(query, notices):
    assert len(parse_filters(QueryDict(query)).notices) == notices
