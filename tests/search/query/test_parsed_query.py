"""A query that would read too much is cut, and the reader is told."""

import pytest

from archive.filters import SearchFilters
from archive.search import count_results, reindex, search
from archive.search.engines.whoosh.reading import query_cost
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db
WORDS = [f"wort{n}" for n in range(20)]
QUERIES = {
    "any": " OR ".join(WORDS),
    "all": " AND ".join(WORDS),
    "none": f"haus {' '.join(f'-{word}' for word in WORDS)}",
    "phrases": " OR ".join(f'"{word} haus"' for word in WORDS),
    "near": " NEAR/5 ".join(WORDS),
}


@pytest.fixture
def dear(monkeypatch):
    """Ten entries that hold every word, and a bound that few words keep."""
    for _n in range(10):
        published(make_article(title=f"Haus {' '.join(WORDS)}"))
    reindex()
    monkeypatch.setattr(query_cost, "CHEAP_LEAVES", 8)
    monkeypatch.setattr(query_cost, "MOST_POSTINGS_READ", 3_000)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_half_of_the_words_is_taken_until_it_is_cheap(dear, query):
    found = search(SearchFilters(q=query))
    assert [n for n in found.notices if "we used its first" in str(n)]
    assert len(found.words) < 20
    assert found.notices == count_results(SearchFilters(q=query)).notices


def test_the_same_query_is_cut_alike(dear):
    query = SearchFilters(q=QUERIES["any"])
    assert search(query).notices == search(query).notices


def test_few_words_are_never_cut(dear):
    found = search(SearchFilters(q=" OR ".join(WORDS[:2])))
    assert (found.total, found.notices) == (10, ())


def test_many_words_in_a_small_archive_are_not_cut(dear, monkeypatch):
    monkeypatch.undo()
    assert not search(SearchFilters(q=QUERIES["any"])).notices
