"""What a tree would read, before it is read."""

from __future__ import annotations

from archive.search.engines.query_tree import (
    Near,
    Phrase,
    Prefix,
    QueryNode,
    Term,
    iter_leaves,
)

from .snapshot import WhooshSnapshot

# Leaves of a tree that is never too dear: six words and their inflections
CHEAP_LEAVES = 64
# Documents read, or as much: 1 to 2 s of CPU where nothing is decoded
MOST_POSTINGS_READ = 800_000
POSITIONS_COST = 8  # what a document costs with the places of a term
LIST_COST = 50  # what a list of postings costs in each part, however short


def reads_too_many_postings(snapshot: WhooshSnapshot, tree: QueryNode) -> bool:
    """Whether more than `MOST_POSTINGS_READ` would be read.

    Of a phrase the two rarest terms count: the others are read where those stand side
    by side. What prefixes read is bounded by itself (`evaluation.MOST_PREFIX_LISTS`).
    """
    leaves = list(iter_leaves(tree))
    if (
        len(leaves) + POSITIONS_COST * sum(map(_count_position_lists, leaves))
        < CHEAP_LEAVES
    ):
        return False
    return sum(_estimate_cost(snapshot, leaf) for leaf in leaves) > MOST_POSTINGS_READ


def _count_position_lists(leaf: Term | Phrase | Near | Prefix) -> int:
    """Lists that are read with the places of their term."""
    if isinstance(leaf, Near):
        return sum(map(len, leaf.groups))
    return int(isinstance(leaf, Phrase))


def _estimate_cost(
    snapshot: WhooshSnapshot, leaf: Term | Phrase | Near | Prefix
) -> int:
    parts = LIST_COST * len(snapshot.parts)
    if isinstance(leaf, Term):
        return parts + snapshot.count_documents_with(leaf.field, leaf.term)
    if isinstance(leaf, Prefix):
        return parts
    if isinstance(leaf, Phrase):
        frequencies = sorted(
            snapshot.count_documents_with(leaf.field, t) for t in leaf.terms
        )
        return POSITIONS_COST * (parts + sum(frequencies[:2]))
    terms = [term for group in leaf.groups for term in group]
    frequencies = [snapshot.count_documents_with(leaf.field, term) for term in terms]
    return POSITIONS_COST * (parts * len(terms) + sum(frequencies))
