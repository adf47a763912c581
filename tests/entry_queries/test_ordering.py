"""In which order entries are listed, whatever the plan."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.entry_queries import QueryPlan, order_dated_entries, order_entries
from archive.models import Entry
from tests.factories import make_event, published

pytestmark = pytest.mark.django_db

# In the order in which they were added; the last two at once.
DATES = {
    "year": "2019",
    "undated": "",
    "day": "2019-01-01",
    "year before": "2018",
    "equal day": "2019-01-01",
    "beginning unknown": "[..2020-03-05]",
}
BY_DATE = ["year before", "day", "equal day", "year", "beginning unknown"]


@pytest.fixture
def entries():
    begun = timezone.now() - timedelta(days=9)
    for number, (title, date) in enumerate(DATES.items()):
        entry = published(make_event(title=title, date=date))
        entry.first_published_at = begun + timedelta(days=min(number, 4))
        entry.save()
    return Entry.objects.public()


@pytest.mark.parametrize("plan", list(QueryPlan))
@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("date", [*BY_DATE, "undated"]),
        ("-date", [*reversed(BY_DATE), "undated"]),
        ("", list(reversed(DATES))),
        ("-added", list(reversed(DATES))),
    ],
)
def test_a_list_is_ordered_by_date_or_the_latest_added_first(
    entries, sort, order, plan
):
    found = order_entries(entries, sort, plan)
    assert [entry.title for entry in found] == order


@pytest.mark.parametrize("plan", list(QueryPlan))
def test_dated_entries_are_ordered_by_date(entries, plan):
    assert [entry.title for entry in order_dated_entries(entries, plan)] == BY_DATE
