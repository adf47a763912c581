"""Clauses become nodes: names of several words in one field, hosts without www."""

from __future__ import annotations

import pytest

from archive.filters import SearchFilters
from archive.models import Article
from archive.search import reindex, search
from archive.search.engines.query_tree import And, DisjunctionMax, Term
from archive.search.query.parsing import parse_syntax
from archive.search.query.query_names import Concept
from archive.search.query.tree_building import QueryBuilder
from archive.search.query.word_nodes import SearchScope
from tests.factories import make_article, make_source, published

REPORT = "https://www.hrw.org/report/2019/05/01/algorithms"
HONG_KONG = Concept("HK", "regions", 1, ("Hong Kong", "香港"))


def list_terms(node):
    """The terms in which a tree asks for words as typed."""
    if isinstance(node, And | DisjunctionMax):
        return [term for part in node.parts for term in list_terms(part)]
    is_typed = isinstance(node, Term) and ":" not in node.term
    return [(node.field, node.term)] if is_typed else []


def test_a_name_of_two_words_in_a_field_asks_for_both():
    names = {"hongkong": (HONG_KONG,)}
    builder = QueryBuilder(names, SearchScope("", with_labels=True))
    clause, _notices = parse_syntax("title:(Hong Kong)")
    found = list_terms(builder.build_node(clause))
    words = ["hong", "=hong", "kong", "=kong"]
    assert found == [("title", word) for word in words]


@pytest.mark.parametrize(
    ("typed", "matched"),
    [
        ("hrw.org", "hrw.org"),
        ("www.hrw.org", "hrw.org"),
        ("HRW.org", "hrw.org"),
        ("hrw", "hrw"),
        ('"hrw.org"', "hrw.org"),
        ("source:hrw.org", "hrw.org"),
        ("source:www.hrw.org", "hrw.org"),
    ],
)
@pytest.mark.parametrize("make", [make_source, make_article])
def test_a_host_finds_what_it_holds_and_the_reason_names_it(
    engine, make, typed, matched
):
    found = published(make(title="Algorithms", original_url=REPORT))
    published(make(title="Elsewhere", original_url="https://from.hrworg.example/"))
    published(make(title="Nowhere"))
    reindex()
    (hit,) = search(SearchFilters(q=typed)).hits
    assert hit.entry.pk == found.pk
    reasons = [(one.field, one.matched_text) for one in hit.reasons]
    assert reasons == [("host", matched)]
    assert hit.snippet


def test_the_path_of_an_address_is_not_searched(engine):
    published(make_source(title="A source", original_url=REPORT))
    reindex()
    assert search(SearchFilters(q="algorithms")).total == 0


def test_a_host_is_searched_where_the_text_is_for_editors_only(engine):
    published(
        make_article(
            title="Locked", text_access=Article.TextAccess.EDITORS, original_url=REPORT
        )
    )
    reindex()
    assert search(SearchFilters(q="hrw.org")).total == 1
