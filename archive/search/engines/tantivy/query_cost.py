"""What a tree would read of stored words, before it is read."""

from __future__ import annotations

from archive.search.engines.query_tree import Near, QueryNode, iter_leaves

from .snapshot import TantivySnapshot

# Documents whose words are read: 1 s of CPU where they have 230 each
MOST_DOCUMENTS_READ = 12_000
MOST_EXACT_GROUPS = 2  # groups that tantivy compares itself (`proximity`)


def reads_too_many_words(snapshot: TantivySnapshot, tree: QueryNode) -> bool:
    """Whether the words of more than `MOST_DOCUMENTS_READ` documents might be read: of
    three groups and more near one another, as many as hold the rarest. All else reads
    no words."""
    nears = (leaf for leaf in iter_leaves(tree) if isinstance(leaf, Near))
    return (
        sum(
            _count_documents_read(snapshot, n)
            for n in nears
            if len(n.groups) > MOST_EXACT_GROUPS
        )
        > MOST_DOCUMENTS_READ
    )


def _count_documents_read(snapshot: TantivySnapshot, near: Near) -> int:
    def held(group: tuple[str, ...]) -> int:
        return sum(
            snapshot.count_documents_with(near.field, term) for term in set(group)
        )

    return min(map(held, near.groups))
