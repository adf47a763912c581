"""Our query tree as one query of tantivy's, built of objects: nothing is parsed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product
from math import log1p

from tantivy import FieldType, Occur, Query

from archive.search.engines.document_fields import COLUMN_TYPES
from archive.search.engines.query_tree import (
    MOST_PREFIX_TERMS,
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

from .proximity import filter_near_documents
from .schema import ID, replace_surrogates
from .snapshot import TantivySnapshot

_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
_MOST_TERMS_LISTED = (
    8 * MOST_PREFIX_TERMS
)  # tantivy is slow where it has to leave terms out
MOST_SCORED_TERMS = 32  # terms of a prefix that are scored one by one


def has_scores(node: QueryNode) -> bool:
    """Whether a node can give a score."""
    if isinstance(node, And | Or | DisjunctionMax):
        return any(has_scores(part) for part in node.parts)
    return isinstance(node, Term | Phrase | Near | Prefix)


def drop_scores(query: Query) -> Query:
    """The same documents without a score."""
    return Query.const_score_query(query, 0.0)


class QueryTranslator:
    """Makes queries for one snapshot. `is_cut` tells of a prefix that stood for more
    terms than were read."""

    def __init__(self, snapshot: TantivySnapshot) -> None:
        self._snapshot = snapshot
        self._schema = snapshot.schema
        self.is_cut = False

    def translate(self, node: QueryNode) -> Query:
        """The documents that match, with their scores. Reads the vocabulary for each
        prefix, and the stored words of candidates for each NEAR of three or more."""
        if isinstance(node, Term | Phrase | Near | Prefix):
            return _boost_query(self._translate_text_node(node), node.boost)
        if isinstance(node, And):
            return self._require_all(node.parts)
        if isinstance(node, Or):
            return self._require_some(
                [self.translate(part) for part in node.parts], node.minimum_match
            )
        if isinstance(node, DisjunctionMax):
            if not node.parts:
                return Query.empty_query()
            parts = [self.translate(part) for part in node.parts]
            return Query.disjunction_max_query(parts, node.tie_breaker)
        return drop_scores(self._translate_mask(node))

    def make_id_query(self, ids: Iterable[int]) -> Query:
        """The documents of these entry ids, without a score."""
        return Query.term_set_query(self._schema, ID, list(ids))

    def _translate_mask(self, node: QueryNode) -> Query:
        if isinstance(node, MatchAll):
            return Query.all_query()
        if isinstance(node, Not):
            return self._require_all((node,))
        if isinstance(node, ColumnIn):
            return self._make_column_in(node)
        if isinstance(node, ColumnBetween):
            return self._make_column_between(node)
        if isinstance(node, DocumentIn):
            return self.make_id_query(sorted(node.ids))
        if isinstance(node, ColumnMissing):
            return _require_and_exclude([], [Query.exists_query(node.column)])
        assert isinstance(node, MatchNone)
        return Query.empty_query()

    def _translate_text_node(self, node: Term | Phrase | Near | Prefix) -> Query:
        if isinstance(node, Term):
            return self._make_term(node.field, node.term)
        if isinstance(node, Phrase):
            return self._make_phrase(node)
        if isinstance(node, Near):
            return self._make_near(node)
        return self._make_prefix(node)

    def _require_all(self, parts: tuple[QueryNode, ...]) -> Query:
        required = [self.translate(part) for part in parts if not isinstance(part, Not)]
        excluded = [
            self.translate(part.part) for part in parts if isinstance(part, Not)
        ]
        return _require_and_exclude(required, excluded)

    def _require_some(self, parts: list[Query], least: int = 1) -> Query:
        if len(parts) < least or not parts:
            return Query.empty_query()
        if len(parts) == 1:
            return parts[0]
        return Query.boolean_query(
            [(Occur.Should, part) for part in parts], max(least, 1)
        )

    def _make_term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, replace_surrogates(term))

    def _make_phrase(self, node: Phrase) -> Query:
        if not node.terms:
            return Query.empty_query()
        if len(node.terms) == 1:
            return self._make_term(node.field, node.terms[0])
        words: list[str | tuple[int, str]] = [
            replace_surrogates(term) for term in node.terms
        ]
        return Query.phrase_query(self._schema, node.field, words)

    def _make_near(self, node: Near) -> Query:
        """Two groups are a matter of tantivy alone. Of more, it is asked for those
        that stand near in pairs, and their words are read to see whether all do."""
        if not node.groups or not all(node.groups):
            return Query.empty_query()
        if len(node.groups) == 1:
            return self._require_some(
                [self._make_term(node.field, t) for t in set(node.groups[0])]
            )
        pairs = [
            self._make_pair(node, *groups) for groups in combinations(node.groups, 2)
        ]
        if len(pairs) == 1:
            return pairs[0]
        together = _require_and_exclude(pairs, [])
        ids = filter_near_documents(self._snapshot, together, node)
        return _require_and_exclude(
            [together, drop_scores(self.make_id_query(ids))], []
        )

    def _make_pair(self, node: Near, one: Iterable[str], other: Iterable[str]) -> Query:
        """tantivy's slop is how far each may stand from its place in the phrase, to
        either side; both places are the same one here."""
        return self._require_some(
            [
                Query.phrase_query(
                    self._schema,
                    node.field,
                    [(0, replace_surrogates(first)), (0, replace_surrogates(second))],
                    slop=node.distance,
                )
                for first, second in product(sorted(set(one)), sorted(set(other)))
            ]
        )

    def _make_prefix(self, node: Prefix) -> Query:
        """The commonest terms that begin so. The first of them weigh alike, as one
        word would; the rest, which few documents hold, match without a score."""
        terms = self._snapshot.iter_words(node.field, node.prefix, _MOST_TERMS_LISTED)
        self.is_cut |= len(terms) > MOST_PREFIX_TERMS
        terms = terms[:MOST_PREFIX_TERMS]
        whole = self._weigh_rarity(sum(documents for _term, documents in terms))
        parts = [
            _boost_query(
                self._make_term(node.field, term), whole / self._weigh_rarity(documents)
            )
            for term, documents in terms[:MOST_SCORED_TERMS]
        ]
        if rest := [term for term, _documents in terms[MOST_SCORED_TERMS:]]:
            silently = Query.term_set_query(self._schema, node.field, rest)
            parts.append(drop_scores(silently))
        return self._require_some(parts)

    def _weigh_rarity(self, documents: int) -> float:
        """BM25's weight of what stands in so many documents."""
        size = self._snapshot.size
        return log1p((max(size - documents, 0) + 0.5) / (documents + 0.5))

    def _make_column_in(self, node: ColumnIn) -> Query:
        if COLUMN_TYPES[node.column] == "word":
            words = [replace_surrogates(str(value)) for value in node.values]
            return Query.term_set_query(self._schema, node.column, words)
        numbers = [v for v in map(int, node.values) if _LOWEST <= v <= _HIGHEST]
        return Query.term_set_query(self._schema, node.column, numbers)

    def _make_column_between(self, node: ColumnBetween) -> Query:
        if node.low is None and node.high is None:
            return Query.exists_query(node.column)
        low = _LOWEST if node.low is None else node.low
        high = _HIGHEST if node.high is None else node.high
        if low > high or low > _HIGHEST or high < _LOWEST:
            return Query.empty_query()
        return Query.range_query(
            self._schema,
            node.column,
            FieldType.Integer,
            max(low, _LOWEST),
            min(high, _HIGHEST),
        )


def _boost_query(query: Query, boost: float) -> Query:
    return query if boost == 1.0 else Query.boost_query(query, boost)


def _require_and_exclude(required: list[Query], excluded: list[Query]) -> Query:
    """Documents that all of `required` match, with their scores, and none of the
    others does."""
    if not required:
        required = [drop_scores(Query.all_query())]
    if len(required) == 1 and not excluded:
        return required[0]
    return Query.boolean_query(
        [(Occur.Must, query) for query in required]
        + [(Occur.MustNot, query) for query in excluded]
    )
