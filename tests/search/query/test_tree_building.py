"""Clauses become nodes: names of several words in one field."""

from __future__ import annotations

from archive.search.engines.query_tree import And, DisjunctionMax, Term
from archive.search.query.parsing import parse_syntax
from archive.search.query.query_names import Concept
from archive.search.query.tree_building import QueryBuilder
from archive.search.query.word_nodes import SearchScope

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
