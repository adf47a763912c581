"""No page of places and time asks more than twelve queries, not even at first after a
commit; some more while something waits to be counted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Entry, OutboxRow
from archive.search import reindex
from archive.search.results import column_evaluation
from archive.web.timeline import timeline_form
from tests.byhand import archive_of

pytestmark = pytest.mark.django_db

MOST = 12
WAITING = 4  # rows that wait are counted by month, by region, and by tag
MORE = {  # where several regions or tags are looked up, or words
    "/": 25,  # with an example of each thing, and the changes of this week
    "/regions/CN/?q=entry": 14,
    "/regions/CN/?tag=theme/watching": 15,  # the index counts it in two questions
    "/timeline/?region=-CN&from=2019-02&to=2019-02": 13,
    "/timeline/?q=entry&region=CN&tag=theme/watching&from=2019-02&to=2019-02": 13,
    "/timeline/?region=CN&region=DE&tag=theme/watching&tag=theme/scores": 14,
    "/timeline/?region=CN-XZ&tag=theme/watching&from=2019-02&to=2019-02": 14,
}
TAG, REGION, ROLE = "tag=theme/watching", "region=CN", "role=happened_in"
MONTH, YEAR = "from=2019-02&to=2019-02", "from=2019&to=2019"
DAY = "from=2019-02-20&to=2019-02-20"
PAGES = (
    "/",
    "/regions/",
    f"/regions/?{ROLE}",
    "/regions/?kind=article",
    "/regions/?q=entry",
    "/regions/CN/",
    "/regions/CN-XJ/",
    "/regions/DE/",
    "/regions/CN-653100/",
    f"/regions/CN/?{ROLE}",
    "/regions/CN/?kind=article",
    "/regions/CN/?q=entry",
    f"/regions/CN/?{YEAR}",
    f"/regions/CN/?{TAG}",
    "/regions/CN/?page=2",
    "/timeline/",
    "/timeline/?kind=event",
    "/timeline/?page=2",
    "/timeline/?undated=1",
    f"/timeline/?{MONTH}",
    f"/timeline/?{YEAR}",
    f"/timeline/?{DAY}",
    f"/timeline/?{REGION}",
    f"/timeline/?{TAG}",
    f"/timeline/?{REGION}&{TAG}",
    f"/timeline/?{REGION}&{MONTH}",
    f"/timeline/?{TAG}&{MONTH}",
    f"/timeline/?{REGION}&{TAG}&{MONTH}",
    f"/timeline/?{REGION}&{TAG}&{YEAR}",
    f"/timeline/?{REGION}&{TAG}&{DAY}",
    f"/timeline/?{REGION}&{TAG}&undated=1",
    "/timeline/?lanes=1",
    f"/timeline/?lanes=1&{MONTH}",
    f"/timeline/?lanes=1&{REGION}",
    f"/timeline/?lanes=1&{TAG}&{MONTH}",
    f"/timeline/?lanes=1&{REGION}&{TAG}&{MONTH}",
    f"/timeline/?{REGION}&{ROLE}",
    f"/timeline/?{REGION}&{ROLE}&{MONTH}",
    f"/timeline/?lanes=1&{REGION}&{ROLE}&{MONTH}",
    "/timeline/?region=-CN",
    f"/timeline/?region=-CN&{MONTH}",
    "/timeline/?q=entry",
    f"/timeline/?q=entry&{MONTH}",
    f"/timeline/?q=entry&{REGION}&{TAG}&{MONTH}",
    "/timeline/?language=de",
    f"/timeline/?language=de&{REGION}&{TAG}&{MONTH}",
    "/timeline/?region=CN&region=DE&tag=theme/watching&tag=theme/scores",
    f"/timeline/?region=CN-XZ&{TAG}&{MONTH}",
    "/events/",
    "/articles/",
    "/tags/",
    "/tags/theme/watching/",
)


def make_archive():
    archive_of(3)
    reindex()


@pytest.fixture
def allowed(request, make_once, monkeypatch):
    """An archive that is small for the tests and large for the pages; how many queries
    more than else."""
    monkeypatch.setattr(column_evaluation, "LEAST_DOCUMENTS", 0)
    make_once(make_archive)
    if request.param == "nothing waits":
        return 0
    OutboxRow.objects.add(Entry.objects.values_list("pk", flat=True)[:20])
    return WAITING


# On PostgreSQL each half once: the pages ask it the same there.
ONCE = pytest.mark.only_on_sqlite("numbers of queries; the others ask them")


@pytest.mark.parametrize(
    ("allowed", "size"),
    [
        ("nothing waits", "few"),
        pytest.param("nothing waits", "many", marks=ONCE),
        pytest.param("something waits", "few", marks=ONCE),
        ("something waits", "many"),
    ],
    indirect=["allowed"],
)
def test_a_page_asks_few_queries_at_first(client, allowed, size, monkeypatch):
    if size == "many":
        monkeypatch.setattr(timeline_form, "MOST_COUNTED_ENTRIES", 0)
    over = {}
    for path in PAGES:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        assert answer.status_code in (200, 404), path
        if len(asked) > MORE.get(path, MOST) + allowed:
            over[path] = len(asked)
    assert over == {}
