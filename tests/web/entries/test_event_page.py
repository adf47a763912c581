"""An event leads to its own days on the timeline."""

import re
from html import unescape

import pytest

from tests.factories import make_event, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db
LINK = re.compile(r'when-note"><a href="([^"]+)"')


@pytest.mark.parametrize(
    ("date", "window"),
    [
        ("2019-02-20", "from=2019-02&to=2019-02"),
        ("[..2019-02-20]", "from=2019-02&to=2019-02"),
        ("2018-12/2019-01-03", "from=2018-12&to=2019-01"),
        ("2018", "from=2018&to=2018"),
        ("-0300", "from=-0300&to=-0300"),
    ],
)
def test_an_event_leads_to_the_months_in_which_it_happened(client, date, window):
    event = published(make_event(title="Found", date=date, language="en"))
    page = page_text(client.get(event.get_absolute_url()))
    address = unescape(LINK.search(page)[1])
    assert address == f"/timeline/?kind=event&{window}"
    assert event.get_absolute_url() in page_text(client.get(address))


def test_an_event_in_no_year_that_the_line_shows_leads_to_all_of_it(client):
    event = published(make_event(title="Found", date="Y-17E7", language="en"))
    page = page_text(client.get(event.get_absolute_url()))
    assert LINK.search(page)[1] == "/timeline/?kind=event"


def test_an_undated_event_leads_nowhere(client):
    event = published(make_event(title="Found", date="", language="en"))
    page = page_text(client.get(event.get_absolute_url()))
    assert LINK.search(page) is None and "The date of this event is unknown" in page


@pytest.mark.parametrize("path", ["/", "/regions/"])
def test_the_timeline_opens_with_what_happened(client, path):
    page = page_text(client.get(path))
    assert re.search(r'<a href="/timeline/\?kind=event"[^>]*>Timeline</a>', page)
