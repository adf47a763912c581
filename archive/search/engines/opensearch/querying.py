"""Our query tree in OpenSearch's query language; no text of a reader is parsed."""

from __future__ import annotations

from typing import Any

from archive.search.engines.document_fields import COLUMN_TYPES
from archive.search.engines.query_tree import (
    And,
    ColumnBetween,
    ColumnIn,
    ColumnMissing,
    DisjunctionMax,
    DocumentIn,
    MatchAll,
    MatchNone,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    QueryNode,
    Term,
)

from .schema import ID

MOST_SCORED_TERMS = 32  # terms of a prefix that add to a score
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
_TextNode = Term | Phrase | Near | Prefix
Clause = dict[str, Any]
NOTHING: Clause = {"match_none": {}}


def translate_node(node: QueryNode) -> Clause:
    """The documents that match, with their scores."""
    if isinstance(node, _TextNode):
        return _translate_text(node)
    if isinstance(node, And):
        return _require_all(node.parts)
    if isinstance(node, Or):
        return _require_some(
            [translate_node(p) for p in node.parts], node.minimum_match
        )
    if isinstance(node, DisjunctionMax):
        parts = [translate_node(part) for part in node.parts]
        options = {"queries": parts, "tie_breaker": node.tie_breaker}
        return {"dis_max": options} if parts else NOTHING
    if isinstance(node, Not):
        return _require_all((node,))
    return combine_filters([_make_mask(node)])


def combine_filters(
    filters: list[Clause], must_not: list[Clause] | None = None
) -> Clause:
    """Documents that pass all, without a score."""
    passing = filters or [{"match_all": {}}]
    return {"bool": {"filter": passing, "must_not": must_not or []}}


def _require_all(parts: tuple[QueryNode, ...]) -> Clause:
    """Documents that all parts match, with the sum of their scores."""
    wanted = [translate_node(part) for part in parts if not isinstance(part, Not)]
    gone = [translate_node(part.part) for part in parts if isinstance(part, Not)]
    if not wanted:
        return combine_filters([], gone)
    return {"bool": {"must": wanted, "must_not": gone}}


def _require_some(parts: list[Clause], least: int) -> Clause:
    if len(parts) < least or not parts:
        return NOTHING
    return {"bool": {"should": parts, "minimum_should_match": max(least, 1)}}


def _make_mask(node: QueryNode) -> Clause:
    if isinstance(node, MatchAll | MatchNone):
        return {"match_all": {}} if isinstance(node, MatchAll) else NOTHING
    if isinstance(node, ColumnMissing):
        return {"bool": {"must_not": [{"exists": {"field": node.column}}]}}
    if isinstance(node, ColumnBetween):
        return _make_range(node)
    if isinstance(node, DocumentIn):
        return {"terms": {ID: sorted(node.ids)}}
    assert isinstance(node, ColumnIn)
    return _make_column_in(node)


def _make_column_in(node: ColumnIn) -> Clause:
    if COLUMN_TYPES[node.column] == "word":
        return {"terms": {node.column: [str(value) for value in node.values]}}
    numbers = [v for v in map(int, node.values) if _LOWEST <= v <= _HIGHEST]
    return {"terms": {node.column: numbers}}


def _make_range(node: ColumnBetween) -> Clause:
    if node.low is None and node.high is None:
        return {"exists": {"field": node.column}}
    low = _LOWEST if node.low is None else node.low
    high = _HIGHEST if node.high is None else node.high
    if low > high or low > _HIGHEST or high < _LOWEST:
        return NOTHING
    return {
        "range": {node.column: {"gte": max(low, _LOWEST), "lte": min(high, _HIGHEST)}}
    }


def _translate_text(node: _TextNode) -> Clause:
    if isinstance(node, Term):
        return {"term": {node.field: {"value": node.term, "boost": node.boost}}}
    if isinstance(node, Phrase):
        return _make_phrase(node)
    if isinstance(node, Near):
        return _make_near(node)
    return _make_prefix(node)


def _make_phrase(node: Phrase) -> Clause:
    """Words are divided at spaces: one that is empty or holds a space is nowhere."""
    if not node.terms or any(term.split() != [term] for term in node.terms):
        return NOTHING
    if len(node.terms) == 1:
        return translate_node(Term(node.field, node.terms[0], node.boost))
    words = {"query": " ".join(node.terms), "analyzer": "spaces", "boost": node.boost}
    return {"match_phrase": {node.field: words}}


def _make_near(node: Near) -> Clause:
    """Lucene's slop is the width of the window less its words; one word may stand for
    two groups, so that it may be below 0."""
    if not node.groups or not all(node.groups):
        return NOTHING
    groups = [_make_span(node.field, group) for group in node.groups]
    if len(groups) == 1:
        return {"bool": {"must": groups, "boost": node.boost}}
    return {
        "span_near": {
            "clauses": groups,
            "slop": node.distance + 1 - len(groups),
            "in_order": False,
            "boost": node.boost,
        }
    }


def _make_span(field: str, group: tuple[str, ...]) -> Clause:
    terms = [{"span_term": {field: term}} for term in sorted(set(group))]
    return {"span_or": {"clauses": terms}} if len(terms) > 1 else terms[0]


def _make_prefix(node: Prefix) -> Clause:
    """All terms that begin so match; the first of them weigh alike, as one word."""
    every = {node.field: {"value": node.prefix}}
    rewrite = f"top_terms_blended_freqs_{MOST_SCORED_TERMS}"
    scored = {node.field: {"value": node.prefix, "rewrite": rewrite}}
    return {
        "bool": {
            "filter": [{"prefix": every}],
            "should": [{"prefix": scored}],
            "boost": node.boost,
        }
    }
