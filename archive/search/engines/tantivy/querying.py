"""Our query tree as one query of tantivy's, built of objects: nothing is parsed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product
from math import log1p

from tantivy import FieldType, Occur, Query

from archive.search.engines.document_fields import COLUMNS
from archive.search.engines.query_tree import (
    MOST_EXPANSIONS,
    Among,
    And,
    Best,
    Between,
    Everything,
    Missing,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
)

from .proximity import verified
from .schema import ID, plain
from .snapshot import Snapshot

_HOLDS = {column.name: column.holds for column in COLUMNS}
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
_MOST_LISTED = 8 * MOST_EXPANSIONS  # tantivy is slow where it has to leave terms out
MOST_WEIGHED = 32  # terms of a prefix that are scored one by one


def scores(node: Node) -> bool:
    """Whether a node can give a score."""
    if isinstance(node, And | Or | Best):
        return any(scores(part) for part in node.parts)
    return isinstance(node, Term | Phrase | Near | Prefix)


def silent(query: Query) -> Query:
    """The same documents without a score."""
    return Query.const_score_query(query, 0.0)


class Translation:
    """Makes queries for one snapshot. `is_cut` tells of a prefix that stood for more
    terms than were read."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._schema = snapshot.schema
        self.is_cut = False

    def query(self, node: Node) -> Query:
        """The documents that match, with their scores."""
        if isinstance(node, Term):
            return _boosted(self._term(node.field, node.term), node.boost)
        if isinstance(node, Phrase):
            return _boosted(self._phrase(node), node.boost)
        if isinstance(node, Near):
            return _boosted(self._near(node), node.boost)
        if isinstance(node, Prefix):
            return _boosted(self._prefix(node), node.boost)
        if isinstance(node, And):
            return self._all(node.parts)
        if isinstance(node, Or):
            return self._any([self.query(part) for part in node.parts], node.least)
        if isinstance(node, Best):
            if not node.parts:
                return Query.empty_query()
            parts = [self.query(part) for part in node.parts]
            return Query.disjunction_max_query(parts, node.share)
        return silent(self._mask(node))

    def among_ids(self, ids: Iterable[int]) -> Query:
        """The documents of these ids."""
        return Query.term_set_query(self._schema, ID, list(ids))

    def _mask(self, node: Node) -> Query:
        if isinstance(node, Everything):
            return Query.all_query()
        if isinstance(node, Not):
            return self._all((node,))
        if isinstance(node, Among):
            return self._among(node)
        if isinstance(node, Between):
            return self._between(node)
        if isinstance(node, Missing):
            return _but([], [Query.exists_query(node.column)])
        assert isinstance(node, Nothing)
        return Query.empty_query()

    def _all(self, parts: tuple[Node, ...]) -> Query:
        wanted = [self.query(part) for part in parts if not isinstance(part, Not)]
        unwanted = [self.query(part.part) for part in parts if isinstance(part, Not)]
        return _but(wanted, unwanted)

    def _any(self, parts: list[Query], least: int = 1) -> Query:
        if len(parts) < least or not parts:
            return Query.empty_query()
        if len(parts) == 1:
            return parts[0]
        return Query.boolean_query(
            [(Occur.Should, part) for part in parts], max(least, 1)
        )

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, plain(term))

    def _phrase(self, node: Phrase) -> Query:
        if not node.terms:
            return Query.empty_query()
        if len(node.terms) == 1:
            return self._term(node.field, node.terms[0])
        words: list[str | tuple[int, str]] = [plain(term) for term in node.terms]
        return Query.phrase_query(self._schema, node.field, words)

    def _near(self, node: Near) -> Query:
        """Two groups are a matter of tantivy alone. Of more, it is asked for those
        that stand near in pairs, and their words are read to see whether all do."""
        if not node.groups or not all(node.groups):
            return Query.empty_query()
        if len(node.groups) == 1:
            return self._any([self._term(node.field, t) for t in set(node.groups[0])])
        pairs = [self._pair(node, *groups) for groups in combinations(node.groups, 2)]
        if len(pairs) == 1:
            return pairs[0]
        together = _but(pairs, [])
        ids = verified(self._snapshot, together, node)
        return _but([together, silent(self.among_ids(ids))], [])

    def _pair(self, node: Near, one: Iterable[str], other: Iterable[str]) -> Query:
        """tantivy's slop is how far each may stand from its place in the phrase, to
        either side; both places are the same one here."""
        return self._any(
            [
                Query.phrase_query(
                    self._schema,
                    node.field,
                    [(0, plain(first)), (0, plain(second))],
                    slop=node.distance,
                )
                for first, second in product(sorted(set(one)), sorted(set(other)))
            ]
        )

    def _prefix(self, node: Prefix) -> Query:
        """The commonest terms that begin so. The first of them weigh alike, as one
        word would; the rest, which few documents hold, match without a score."""
        found = self._snapshot.searcher.terms_with_prefix(
            node.field, plain(node.prefix), limit=_MOST_LISTED
        )
        self.is_cut |= len(found) > MOST_EXPANSIONS
        found = found[:MOST_EXPANSIONS]
        whole = self._rarity(sum(documents for _term, documents in found))
        parts = [
            _boosted(self._term(node.field, term), whole / self._rarity(documents))
            for term, documents in found[:MOST_WEIGHED]
        ]
        if rest := [term for term, _documents in found[MOST_WEIGHED:]]:
            silently = Query.term_set_query(self._schema, node.field, rest)
            parts.append(silent(silently))
        return self._any(parts)

    def _rarity(self, documents: int) -> float:
        """BM25's weight of what stands in so many documents."""
        size = self._snapshot.size
        return log1p((max(size - documents, 0) + 0.5) / (documents + 0.5))

    def _among(self, node: Among) -> Query:
        if _HOLDS[node.column] == "word":
            words = [plain(str(value)) for value in node.values]
            return Query.term_set_query(self._schema, node.column, words)
        numbers = [v for v in map(int, node.values) if _LOWEST <= v <= _HIGHEST]
        return Query.term_set_query(self._schema, node.column, numbers)

    def _between(self, node: Between) -> Query:
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


def _boosted(query: Query, boost: float) -> Query:
    return query if boost == 1.0 else Query.boost_query(query, boost)


def _but(wanted: list[Query], unwanted: list[Query]) -> Query:
    """Documents that all of `wanted` match, with their scores, and none of the
    others does."""
    if not wanted:
        wanted = [silent(Query.all_query())]
    if len(wanted) == 1 and not unwanted:
        return wanted[0]
    return Query.boolean_query(
        [(Occur.Must, query) for query in wanted]
        + [(Occur.MustNot, query) for query in unwanted]
    )
