"""What a tree would read, before it is read."""

from __future__ import annotations

from archive.search.engines.query_tree import Near, Node, Phrase, Prefix, Term, leaves

from .snapshot import Snapshot

FEW = 64  # leaves of a tree that is never too dear: six words and their inflections
MOST = 800_000  # documents read, or as much: 1 to 2 s of CPU where nothing is decoded
PLACED = 8  # what a document costs with the places of a term
PART = 50  # what a list of postings costs in each part, however short


def is_dear(snapshot: Snapshot, tree: Node) -> bool:
    """Whether more than `MOST` would be read. Of a phrase the two rarest terms count:
    the others are read where those stand side by side. What prefixes read is bounded
    by itself (`evaluation.MOST_LISTS`)."""
    asked = list(leaves(tree))
    if len(asked) + PLACED * sum(map(_placed, asked)) < FEW:
        return False
    return sum(_cost(snapshot, leaf) for leaf in asked) > MOST


def _placed(leaf: Term | Phrase | Near | Prefix) -> int:
    """Lists that are read with the places of their term."""
    if isinstance(leaf, Near):
        return sum(map(len, leaf.groups))
    return int(isinstance(leaf, Phrase))


def _cost(snapshot: Snapshot, leaf: Term | Phrase | Near | Prefix) -> int:
    parts = PART * len(snapshot.parts)
    if isinstance(leaf, Term):
        return parts + snapshot.documents_with(leaf.field, leaf.term)
    if isinstance(leaf, Prefix):
        return parts
    if isinstance(leaf, Phrase):
        held = sorted(snapshot.documents_with(leaf.field, t) for t in leaf.terms)
        return PLACED * (parts + sum(held[:2]))
    terms = [term for group in leaf.groups for term in group]
    held = [snapshot.documents_with(leaf.field, term) for term in terms]
    return PLACED * (parts * len(terms) + sum(held))
