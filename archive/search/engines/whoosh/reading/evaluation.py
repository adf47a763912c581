"""A query tree over one part of a snapshot."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

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
    count_prefixes,
)
from archive.search.engines.whoosh.schema import NO_NUMBER

from . import positions
from .columns import Mask
from .postings import PositionKeys, Postings
from .scored_documents import (
    NO_HITS,
    SegmentHits,
    hits_of_mask,
    intersect_hits,
    mask_of_hits,
    take_best_scores,
    unite_hits,
)
from .snapshot import ID_COLUMN, K1, WhooshSnapshot

MOST_PREFIX_LISTS = 16_384  # of postings that all prefixes of a request read
_MASK_NODES = (
    *(Not, ColumnIn, ColumnBetween, ColumnMissing, DocumentIn),
    *(MatchAll, MatchNone),
)


def limit_prefix_terms(snapshot: WhooshSnapshot, tree: QueryNode) -> int:
    """How many terms of each part a prefix of this tree may stand for: an index in many
    parts holds each common word many times."""
    lists = len(snapshot.parts) * count_prefixes(tree)
    return min(MOST_PREFIX_TERMS, MOST_PREFIX_LISTS // max(lists, 1))


class SegmentEvaluation:
    """Evaluates nodes on the part at `place`, a prefix as at most `most` terms of it.
    `is_cut` tells of a prefix that stood
    for more terms than were read."""

    def __init__(
        self, snapshot: WhooshSnapshot, place: int, most: int = MOST_PREFIX_TERMS
    ) -> None:
        self.snapshot = snapshot
        self.place = place
        self.most = most
        self.segment = snapshot.parts[place].segment
        self.size = self.segment.size
        self.is_cut = False
        self._hits_of_words: dict[int, SegmentHits] = {}  # by the id of the node

    def find_hits(self, node: QueryNode) -> SegmentHits:
        """The numbers, within this part, of the documents that match, ascending, with
        their scores."""
        if not isinstance(node, DisjunctionMax):
            return self._evaluate(node)
        # The trees of one request share the nodes of words.
        hits = self._hits_of_words.get(id(node))
        if hits is None:
            hits = self._hits_of_words[id(node)] = self._evaluate(node)
        return hits

    def _evaluate(self, node: QueryNode) -> SegmentHits:
        if isinstance(node, Term | Phrase | Near | Prefix):
            return self._score_leaf(node)
        if isinstance(node, And):
            return self._match_all_parts(node)
        if isinstance(node, Or):
            parts = [self.find_hits(part) for part in node.parts]
            return unite_hits(parts, self.size, max(node.minimum_match, 1))
        if isinstance(node, DisjunctionMax):
            return take_best_scores(
                [self.find_hits(part) for part in node.parts],
                self.size,
                node.tie_breaker,
            )
        return hits_of_mask(self.make_mask(node))

    def make_mask(self, node: QueryNode) -> Mask:
        """A mask with one place for each document of this part; scores are left out."""
        if isinstance(node, MatchAll):
            return np.ones(self.size, bool)
        if isinstance(node, MatchNone):
            return np.zeros(self.size, bool)
        if isinstance(node, Not):
            return ~self.make_mask(node.part)
        if isinstance(node, ColumnIn):
            return self._match_column(node)
        if isinstance(node, ColumnBetween):
            values = self.segment.read_number_column(node.column)
            passing: Mask = values != NO_NUMBER
            if node.low is not None:
                passing &= values >= node.low
            if node.high is not None:
                passing &= values <= node.high
            return passing
        if isinstance(node, DocumentIn):
            ids = self.segment.read_number_column(ID_COLUMN)
            listed: Mask = np.isin(ids, np.fromiter(node.ids, np.int64))
            return listed
        if isinstance(node, ColumnMissing):
            absent: Mask = self.segment.read_number_column(node.column) == NO_NUMBER
            return absent
        return mask_of_hits(self.find_hits(node), self.size)

    def _match_all_parts(self, node: And) -> SegmentHits:
        masks = [part for part in node.parts if isinstance(part, _MASK_NODES)]
        scored = [part for part in node.parts if not isinstance(part, _MASK_NODES)]
        if not scored:
            mask = np.ones(self.size, bool)
            for part in masks:
                mask &= self.make_mask(part)
            return hits_of_mask(mask)
        hits = intersect_hits([self.find_hits(part) for part in scored])
        for part in masks:
            hits = hits.intersect_mask(self.make_mask(part))
        return hits

    def _match_column(self, node: ColumnIn) -> Mask:
        segment, holds = self.segment, COLUMN_TYPES[node.column]
        if holds == "word":
            words = segment.read_word_column(node.column)
            places = [words.values.index(v) for v in node.values if v in words.values]
            return np.isin(words.places, places)
        if holds == "number":
            return np.isin(
                segment.read_number_column(node.column), np.array(node.values, np.int64)
            )
        pairs = segment.read_numbers_column(node.column)
        mask = np.zeros(self.size, bool)
        numbers = np.array([v for v in node.values if 0 <= int(v) < 2**32], np.uint32)
        mask[pairs.documents[np.isin(pairs.values, numbers)]] = True
        return mask

    def _score_leaf(self, node: Term | Phrase | Near | Prefix) -> SegmentHits:
        postings, documents = self._read_leaf(node)
        if not len(postings.numbers):
            return NO_HITS
        norms = self.snapshot.get_norms(self.place, node.field)[postings.numbers]
        weight = self._compute_rarity(node, documents) * (K1 + 1) * node.boost
        scores = weight * postings.frequencies / (postings.frequencies + norms)
        return SegmentHits(postings.numbers, scores.astype(np.float32))

    def _read_leaf(self, node: Term | Phrase | Near | Prefix) -> tuple[Postings, int]:
        """Postings here, and the number of documents over all parts (0: by terms)."""
        if isinstance(node, Term):
            postings = self.segment.read_postings(node.field, node.term)
            return postings, self.snapshot.count_documents_with(node.field, node.term)
        if isinstance(node, Prefix):
            prefix_arguments = (node.field, node.prefix, self.most)
            postings, is_cut = self.segment.unite_prefix_postings(*prefix_arguments)
            self.is_cut |= is_cut
            return postings, self.snapshot.count_documents_with_prefix(
                *prefix_arguments
            )
        if isinstance(node, Phrase):
            return positions.find_phrases(self._read_rarest_first(node)), 0
        groups = [
            np.sort(
                np.concatenate([self._read_keys(node.field, t) for t in set(group)])
            )
            for group in node.groups
        ]
        return positions.find_near(groups, node.distance), 0

    def _read_rarest_first(self, node: Phrase) -> Iterator[tuple[PositionKeys, int]]:
        """Places of each term with its place in the phrase, read as they are asked
        for."""
        numbered_terms = enumerate(node.terms)
        ranked = sorted(
            (self.segment.count_documents_with(node.field, t), n)
            for n, t in numbered_terms
        )
        return (
            (self._read_keys(node.field, node.terms[n]), n) for _frequency, n in ranked
        )

    def _read_keys(self, field: str, term: str) -> PositionKeys:
        return self.segment.read_position_keys(field, term)

    def _compute_rarity(
        self, node: Term | Phrase | Near | Prefix, documents: int
    ) -> float:
        """BM25's idf; of a phrase or neighbourhood the sum over its terms."""
        if isinstance(node, Term | Prefix):
            return self.snapshot.compute_rarity(documents)
        groups = node.groups if isinstance(node, Near) else [(t,) for t in node.terms]
        counts = (
            max(self.snapshot.count_documents_with(node.field, t) for t in group)
            for group in groups
        )
        return sum(self.snapshot.compute_rarity(count) for count in counts)
