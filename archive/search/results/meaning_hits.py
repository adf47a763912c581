"""Passages in other languages that mean what was searched for: beside the hits of the
words, never among them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archive.entry_queries import find_entries
from archive.filters import SearchFilters
from archive.models import Entry
from archive.search.engines.protocol import IndexUnreadable
from archive.search.index.live_index import ask_live_index
from archive.search.index.public_texts import EntryText, TextLoader
from archive.search.index.terms import extract_stems
from archive.search.meaning.encoder_socket import ask_query_vector
from archive.search.meaning.encoding import is_meaning_searched
from archive.search.meaning.passage_vectors import (
    PassageVectors,
    digest_text,
    open_vectors,
)
from archive.search.query.parsing import parse_syntax
from archive.search.query.syntax import WordClause
from archive.text.languages import base_language, detect_language

MOST_MEANING_HITS = 5
LEAST_LIKENESS = 0.36  # cosine: decision 114
MOST_CANDIDATES = 400  # passages that are near enough; the nearest of them are loaded
ENTRIES_PER_LOAD = 20
STEMMED_LANGUAGES = ("de", "en")  # whose words the index keeps apart
LONGEST_EXCERPT = 300  # characters of a passage that are shown


@dataclass(frozen=True)
class MeaningHit:
    """A public entry in another language, and the text in it that is nearest. `record`
    is the entry as its own kind."""

    entry: Entry
    anchor: str
    language: str
    excerpt: str
    record: Entry


def find_by_meaning(
    filters: SearchFilters, language: str, shown: Collection[int] = ()
) -> tuple[MeaningHit, ...]:
    """The public entries that pass the filters and have the nearest passages in other
    languages than the words are in, at most five, the nearest first; none of `shown`.

    `language` is that of the words where they don't tell it themselves. Nothing is
    found where nothing is near, for queries with signs of the syntax, on later pages
    and in other orders, and without the model. Some ten queries, and one of the
    process that encodes.
    """
    if not _is_asked_by_meaning(filters):
        return ()
    vectors = open_vectors()
    own = _find_query_language(filters.q, language)
    others = {code: span for code, span in vectors.spans.items() if code != own}
    vector = ask_query_vector(filters.q) if others else None
    if vector is None:
        return ()
    near = _list_near_rows(vectors, vector, others)
    hits: list[MeaningHit] = []
    for rows in _iter_parts({pk: row for pk, row in near.items() if pk not in shown}):
        hits += _load_hits(filters, vectors, rows)
        if len(hits) >= MOST_MEANING_HITS:
            break
    return tuple(hits[:MOST_MEANING_HITS])


def _is_asked_by_meaning(filters: SearchFilters) -> bool:
    """Whether the words are plain, and the page is the first one of the best hits."""
    is_first = filters.page == 1 and filters.expand and bool(filters.q.strip())
    if not is_first or filters.sort or not is_meaning_searched():
        return False
    clause, _notices = parse_syntax(filters.q)
    are_words = all(isinstance(part, WordClause) for part in clause.parts)
    return are_words and bool(clause.parts) and not clause.is_strict


def _find_query_language(words: str, default: str) -> str:
    """The language of the words by themselves, else the one whose texts say most of
    them, else `default`. One look at the index."""
    if (found := detect_language(words)) != "und":
        return base_language(found)
    stems = {code: extract_stems(words, code)[0] for code in STEMMED_LANGUAGES}
    asked = [("stems", stem) for some in stems.values() for stem in some]
    try:
        _all, counts = ask_live_index(
            lambda engine, folder: engine.count_documents_with(folder, asked)
        )
    except IndexUnreadable:
        return base_language(default)
    said = dict(zip(asked, counts, strict=True))
    known = {
        code: sum(said["stems", stem] > 0 for stem in some)
        for code, some in stems.items()
    }
    first, second = sorted(known, key=lambda code: -known[code])
    return first if known[first] > known[second] else base_language(default)


def _list_near_rows(
    vectors: PassageVectors,
    vector: NDArray[np.float32],
    spans: dict[str, tuple[int, int]],
) -> dict[int, int]:
    """Entry → its nearest row, the nearest first, of rows that are near enough."""
    found: list[tuple[float, int]] = []
    for begin, end in spans.values():
        scores = vectors.score_rows(vector, begin, end)
        near = np.flatnonzero(scores >= LEAST_LIKENESS)
        found += zip(scores[near].tolist(), (near + begin).tolist(), strict=True)
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    rows: dict[int, int] = {}
    for _score, row in found[:MOST_CANDIDATES]:
        rows.setdefault(int(vectors.arrays["entries"][row]), row)
    return rows


def _iter_parts(rows: dict[int, int]) -> Iterator[dict[int, int]]:
    ids = list(rows)
    for at in range(0, len(ids), ENTRIES_PER_LOAD):
        yield {pk: rows[pk] for pk in ids[at : at + ENTRIES_PER_LOAD]}


def _load_hits(
    filters: SearchFilters, vectors: PassageVectors, rows: dict[int, int]
) -> Iterator[MeaningHit]:
    """Of these entries those that are public now, pass the filters, and still say the
    text that was encoded."""
    passing = find_entries(filters).with_vocabulary().in_bulk(list(rows))
    entries = [passing[pk] for pk in rows if pk in passing]
    loader = TextLoader(entries)
    for entry in entries:
        record = loader.own_kinds.get(entry.pk)
        digest = bytes(vectors.arrays["digests"][rows[entry.pk]])
        text = _find_text(loader.iter_texts(entry), digest)
        if record is not None and text is not None:
            excerpt = _cut_excerpt(text.text)
            yield MeaningHit(entry, text.anchor, text.language, excerpt, record)


def _find_text(texts: Iterator[EntryText], digest: bytes) -> EntryText | None:
    return next((text for text in texts if digest_text(text.text) == digest), None)


def _cut_excerpt(text: str) -> str:
    """The beginning of a text, cut between words where it has spaces."""
    if len(text) <= LONGEST_EXCERPT:
        return text
    begin = text[:LONGEST_EXCERPT]
    end = begin.rfind(" ")
    return f"{begin[:end] if end > LONGEST_EXCERPT // 2 else begin} …"
