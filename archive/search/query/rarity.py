"""How much each word of a paragraph weighs: the rarer, the more.

BM25 weighs a rare word more already. In a pasted paragraph the many words that most
texts have still outweigh the few that tell what it is about, so each node's score is
multiplied by a power of its rarity (docs/decisions/0125-rare-words-of-paragraphs.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from math import log1p

from archive.search.engines.protocol import IndexUnreadable
from archive.search.engines.query_tree import (
    And,
    DisjunctionMax,
    Near,
    Or,
    Phrase,
    Prefix,
    QueryNode,
    Term,
    iter_leaves,
)
from archive.search.index.live_index import ask_live_index

RARITY_POWER = 0.5  # found on half of the queries of nine sets
LEAST_NODES = 24  # words, parts of compounds, pairs; headlines and questions have fewer
COUNTED_FIELDS = ("exact", "stems", "parts", "pairs")  # in which a word is found


def weigh_by_rarity(nodes: Sequence[QueryNode]) -> list[QueryNode]:
    """The nodes of a paragraph's words, each with its score times its rarity to the
    power of `RARITY_POWER`; the rarest keeps its score, and so does what holds no
    counted term. One look at the index; unchanged without an index, and where there are
    fewer than `LEAST_NODES`."""
    terms = [list(_iter_counted_terms(node)) for node in nodes]
    different = list(dict.fromkeys(chain.from_iterable(terms)))
    if len(nodes) < LEAST_NODES or not different:
        return list(nodes)
    try:
        total, found = ask_live_index(
            lambda engine, folder: engine.count_documents_with(folder, different)
        )
    except IndexUnreadable:
        return list(nodes)
    numbers = dict(zip(different, found, strict=True))
    rarities = [
        _compute_rarity(total, max(map(numbers.__getitem__, some))) if some else 0.0
        for some in terms
    ]
    return [
        _scale_scores(node, (rarity / max(rarities)) ** RARITY_POWER)
        if rarity
        else node
        for node, rarity in zip(nodes, rarities, strict=True)
    ]


def _iter_counted_terms(node: QueryNode) -> Iterator[tuple[str, str]]:
    for leaf in iter_leaves(node):
        if isinstance(leaf, Term) and leaf.field in COUNTED_FIELDS:
            yield leaf.field, leaf.term


def _compute_rarity(total: int, documents: int) -> float:
    """BM25's idf; deleted documents may count in one of the numbers."""
    return log1p((max(total - documents, 0) + 0.5) / (documents + 0.5))


def _scale_scores(node: QueryNode, factor: float) -> QueryNode:
    """The node with its score times `factor`."""
    if isinstance(node, Term | Phrase | Near | Prefix):
        return replace(node, boost=node.boost * factor)
    if isinstance(node, And | Or | DisjunctionMax):
        return replace(
            node, parts=tuple(_scale_scores(part, factor) for part in node.parts)
        )
    return node
