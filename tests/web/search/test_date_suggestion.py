"""A date among the words of a search leads to what was dated so."""

import re
from html import unescape

import pytest

from archive.search import reindex
from tests.factories import make_article, make_event, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db
OFFERED = re.compile(
    r'<a href="([^"]+)">([^<]+)</a> <span class="mute">(\d+) entr', re.DOTALL
)


@pytest.fixture
def entries():
    published(make_event(title="Found", date="2019-02-03", language="en"))
    published(make_article(title="Cameras", date="2019-02-20", language="en"))
    published(make_article(title="Cameras", date="2018", language="en"))
    reindex()


def offered(client, words):
    response = client.get("/search/", {"q": words, "lang": "en"})
    return OFFERED.search(page_text(response))


@pytest.mark.parametrize(
    ("words", "said", "number"),
    [
        ("Februar 2019", "February 2019", 2),
        ("february 2019", "February 2019", 2),
        ("2019年2月", "February 2019", 2),
        ("im Februar 2019", "February 2019", 2),
        ("20.02.2019", "20 February 2019", 1),
        ("2019-02", "February 2019", 2),
        ("2018", "2018", 1),
        ("2018年", "2018", 1),
        ("cameras in February 2019", "February 2019 · cameras", 1),
    ],
)
def test_a_date_typed_leads_to_what_it_counts(client, entries, words, said, number):
    found = offered(client, words)
    assert (found[2], int(found[3])) == (said, number)
    shown = page_text(client.get(unescape(found[1])))
    assert re.search(r"<h1[^>]*>(\d+) entr", shown)[1] == found[3]


@pytest.mark.parametrize(
    "words",
    ["cameras", "March 2019", "2019-02-30", '"Februar 2019"', "2,500,000", "9" * 300],
)
def test_what_is_no_date_or_finds_nothing_is_not_offered(client, entries, words):
    assert offered(client, words) is None


def test_a_date_beside_a_date_filter_is_a_word(client, entries):
    query = {"q": "Februar 2019", "from": "2018"}
    assert not OFFERED.search(page_text(client.get("/search/", query)))
