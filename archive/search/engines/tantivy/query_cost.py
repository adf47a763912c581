"""What a tree would read of stored words, before it is read."""

from __future__ import annotations

from archive.search.engines.query_tree import Near, Node, leaves

from .schema import plain
from .snapshot import Snapshot

MOST = 12_000  # documents whose words are read: 1 s of CPU where they have 230 each
EXACT = 2  # groups that tantivy compares itself (`neighbours`)


def is_dear(snapshot: Snapshot, tree: Node) -> bool:
    """Whether the words of more than `MOST` documents might be read: of three groups
    and more near one another, as many as hold the rarest. All else reads no words."""
    nears = (leaf for leaf in leaves(tree) if isinstance(leaf, Near))
    return sum(_read(snapshot, n) for n in nears if len(n.groups) > EXACT) > MOST


def _read(snapshot: Snapshot, near: Near) -> int:
    def held(group: tuple[str, ...]) -> int:
        words = {plain(term) for term in group}
        return sum(snapshot.searcher.doc_freq(near.field, word) for word in words)

    return min(map(held, near.groups))
