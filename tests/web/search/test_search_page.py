"""A search that finds nothing reads its words and filters once, however much of what it
would find otherwise it counts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.filters import (
    Choice,
    SearchFilters,
    make_choices,
)
from archive.search import SharedLookups, count_results, reindex
from archive.search.query import parsed_query
from tests.byhand import archive_of

pytestmark = pytest.mark.django_db

WITHOUT_HITS = {  # address → queries that the page may ask
    "/search/?q=zwitscherkanari": 4,
    "/search/?q=zwitscherkanari&kind=article": 6,
    "/search/?q=zwitscherkanari&kind=article&region=CN&tag=theme/watching"
    "&from=2019-02&to=2019-02": 13,
    "/search/?q=zwitscherkanari+xinjiang&kind=article&region=CN&region=-CN-XJ"
    "&tag=theme/watching&language=de": 15,  # other names of Xinjiang
}


@pytest.fixture
def parsed(monkeypatch, make_once):
    """The texts that were parsed, in order."""
    make_once(make_invented_archive)
    texts = []
    parse = parsed_query.parse_syntax

    def noted(text, *rest):
        texts.append(text)
        return parse(text, *rest)

    monkeypatch.setattr(parsed_query, "parse_syntax", noted)
    return texts


def make_invented_archive():
    archive_of(3)
    reindex()


@pytest.mark.parametrize("path", WITHOUT_HITS)
def test_a_search_without_hits_parses_its_words_once(client, parsed, path):
    client.get(path)  # what is kept in memory from the first page on
    parsed.clear()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.context["results"].total == 0
    assert len(parsed) == 1
    assert len(asked) <= WITHOUT_HITS[path]


def test_shared_lookups_change_no_count(parsed):
    filters = {
        "kinds": make_choices("article"),
        "regions": make_choices("CN"),
        "tags": make_choices("theme/watching"),
    }
    base, lookups = SearchFilters(q="entry", **filters), SharedLookups()
    searches = [
        base,
        *(base.with_changes(**{field: ()}) for field in filters),
        base.with_changes(regions=(Choice("CN", excluded=True),)),
        base.with_changes(role="happened_in"),
        base.with_changes(q=""),
        base.with_changes(expand=False),
    ]
    alone = [count_results(one).number for one in searches]
    assert [count_results(one, lookups).number for one in searches] == alone
    assert len(set(alone)) > 3
