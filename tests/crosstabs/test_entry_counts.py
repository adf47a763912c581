"""What is read from the entries themselves: long spans count in each day they touch."""

import pytest

from archive.crosstabs._entry_counts import EntryCounts
from archive.filters import SearchFilters
from archive.models import Entry
from archive.text.dates import day_number
from tests.factories import make_event, published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ((2016, 1, 1), (2016, 12, 31), 0),
        ((2016, 1, 1), (2017, 1, 1), 1),
        ((2018, 1, 1), (2018, 5, 31), 1),
        ((2018, 5, 1), (2018, 6, 1), 2),
        ((2018, 7, 1), (2019, 12, 31), 1),
        ((2020, 1, 1), (2020, 12, 31), 0),
        ((2016, 1, 1), (2020, 12, 31), 2),
    ],
)
def test_entries_that_touch_some_days_are_counted(first, last, count):
    for date in ("2017-01-01/2019-12-31", "2018-06", ""):
        published(make_event(date=date))
    counts = EntryCounts(SearchFilters(), Entry.objects.public())
    assert counts.count_touching(day_number(*first), day_number(*last)) == count
    assert (counts.total, counts.undated) == (3, 1)
    assert counts.list_marked_years() == [2017, 2018, 2019]
