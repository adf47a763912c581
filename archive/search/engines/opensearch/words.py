"""Words of an index: how many documents hold them, what begins so, what is near."""

from __future__ import annotations

import re

from archive.search.engines.near_words import (
    FOLDED_FIELDS,
    LETTERS_WITH_MARKS,
    MOST_EDITS,
    SPELLING_FIELDS,
    rank_by_edit_distance,
)
from archive.search.engines.query_tree import Near, QueryNode, iter_leaves

from .answering import IndexReader
from .schema import LISTED_FIELDS, WORDS_SUFFIX

MOST_TERMS = 500  # counted in one question
MOST_SIMILAR = 30  # folded words of the index that are looked at, of each field
MOST_WRITTEN = 200  # spellings of them
MOST_EXACT_GROUPS = 2  # groups near one another of which any number is cheap
MOST_DOCUMENTS_COMPARED = 300_000  # whose places of three groups and more are compared


def count_documents_with(
    reader: IndexReader, words: list[tuple[str, str]]
) -> tuple[int, list[int]]:
    """Living documents in all, and those that hold each (field, term)."""
    total, counts = 0, list[int]()
    for at in range(0, max(len(words), 1), MOST_TERMS):
        some = words[at : at + MOST_TERMS]
        terms = {str(n): {"term": {f: t}} for n, (f, t) in enumerate(some)}
        asked = {"words": {"filters": {"filters": terms}}} if terms else {}
        answer = reader.search({"size": 0, "track_total_hits": True, "aggs": asked})
        total = answer["hits"]["total"]["value"]
        if terms:
            buckets = answer["aggregations"]["words"]["buckets"]
            counts += [buckets[str(n)]["doc_count"] for n in range(len(some))]
    return total, counts


def list_indexed_words(
    reader: IndexReader, field: str, prefix: str, most: int
) -> list[tuple[str, int]]:
    """The first of a field's words that begin so, in order, with their documents; none
    of a field whose words are never listed."""
    if field not in LISTED_FIELDS:
        return []
    begins = {"prefix": {field: {"value": prefix}}}
    return _list_matching(reader, field, f"{_escape_pattern(prefix)}.*", begins, most)


def find_similar_words(reader: IndexReader, term: str) -> list[str]:
    """As `near_words.find_near_words`: the cluster names folded words that are near,
    and the spellings of these are ranked."""
    folded = [(field, term) for field in FOLDED_FIELDS]
    if not term or any(count_documents_with(reader, folded)[1]):
        return []
    similar = _find_similar(reader, term)
    written: list[tuple[str, int]] = []
    for field, mark in SPELLING_FIELDS if similar else ():
        pattern = (
            f"{_escape_pattern(mark)}({'|'.join(map(_match_with_marks, similar))})"
        )
        holding = {"terms": {field if mark else FOLDED_FIELDS[-1]: similar}}
        found = _list_matching(reader, field, pattern, holding, MOST_WRITTEN)
        written += [(word.removeprefix(mark), documents) for word, documents in found]
    return rank_by_edit_distance(term, written)


def _find_similar(reader: IndexReader, term: str) -> list[str]:
    """Folded words of the index with the same first letter, within two letters."""
    options = {
        "suggest_mode": "always",
        "max_edits": MOST_EDITS,
        "prefix_length": 1,
        "min_word_length": 1,
        "size": MOST_SIMILAR,
    }
    asked = {
        name: {"text": term, "term": {"field": name, **options}}
        for name in FOLDED_FIELDS
    }
    found = reader.search({"size": 0, "suggest": asked})["suggest"].values()
    entries = [entry for of_field in found for entry in of_field]
    return sorted({option["text"] for entry in entries for option in entry["options"]})


def compares_too_many_places(reader: IndexReader, tree: QueryNode) -> bool:
    """Whether three groups and more are asked for near one another that so many
    documents may hold; the rarest group tells."""
    nears = (leaf for leaf in iter_leaves(tree) if isinstance(leaf, Near))
    dear = [near for near in nears if len(near.groups) > MOST_EXACT_GROUPS]
    return sum(_count_rarest(reader, near) for near in dear) > MOST_DOCUMENTS_COMPARED


def _count_rarest(reader: IndexReader, near: Near) -> int:
    words = [(near.field, term) for group in near.groups for term in set(group)]
    counts = dict(zip(words, count_documents_with(reader, words)[1], strict=True))
    groups = near.groups
    return min(sum(counts[near.field, term] for term in set(g)) for g in groups)


def _list_matching(
    reader: IndexReader, field: str, pattern: str, query: dict, most: int
) -> list[tuple[str, int]]:
    terms = {
        "field": field + WORDS_SUFFIX,
        "include": pattern,
        "size": most,
        "order": {"_key": "asc"},
    }
    asked = {"size": 0, "query": query, "aggs": {"words": {"terms": terms}}}
    buckets = reader.search(asked)["aggregations"]["words"]["buckets"]
    return [(bucket["key"], bucket["doc_count"]) for bucket in buckets]


def _escape_pattern(text: str) -> str:
    """The text in Lucene's regular expressions, each sign for itself."""
    return re.sub(r"([^\w])", r"\\\1", text)


def _match_with_marks(folded: str) -> str:
    """A word that is folded to this one, as far as single letters go."""
    marked = LETTERS_WITH_MARKS
    return "".join(
        f"[{c}{marked[c]}]" if c in marked else _escape_pattern(c) for c in folded
    )
