"""Whether words stand near each other, by the words as they are stored.

tantivy's own slop is exact for two words; of three and more it misses some.
"""

from __future__ import annotations

from collections.abc import Iterator

from tantivy import Query

from archive.search.engines.query_tree import Near

from .schema import replace_surrogates
from .snapshot import TantivySnapshot


def filter_near_documents(
    snapshot: TantivySnapshot, candidates: Query, node: Near
) -> list[int]:
    """Ids of the candidates where all groups stand within the distance. Costs a read
    of each candidate's words."""
    addresses = snapshot.addresses(candidates)
    ids = snapshot.ids(addresses)
    groups = [frozenset(map(replace_surrogates, group)) for group in node.groups]
    documents = []
    for pk, address in zip(ids, addresses, strict=True):
        words = snapshot.searcher.doc(address).get_first(node.field) or ""
        if _is_near(words.split(), groups, node.distance):
            documents.append(pk)
    return documents


def _is_near(words: list[str], groups: list[frozenset[str]], distance: int) -> bool:
    """Whether a window of `distance` + 1 words holds a word of each group."""
    last = [-(distance + 1)] * len(groups)
    for place in _positions_of(words, groups):
        for number, group in enumerate(groups):
            if words[place] in group:
                last[number] = place
        if place - min(last) <= distance and min(last) >= 0:
            return True
    return False


def _positions_of(words: list[str], groups: list[frozenset[str]]) -> Iterator[int]:
    all_words = frozenset().union(*groups)
    return (place for place, word in enumerate(words) if word in all_words)
