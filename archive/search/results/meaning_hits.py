"""Passages in other languages that mean what was searched for: beside the hits of the
words, never among them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from archive.entry_queries import find_entries
from archive.filters import SearchFilters
from archive.models import Entry
from archive.search.engines.protocol import IndexUnreadable
from archive.search.index.live_index import ask_live_index
from archive.search.index.public_texts import EntryText, TextLoader
from archive.search.index.terms import extract_stems
from archive.search.meaning.encoder_socket import AskedQuery, ask_query_vector
from archive.search.meaning.encoding import is_meaning_searched
from archive.search.meaning.passage_vectors import NearText, open_vectors
from archive.search.meaning.vector_segments import digest_text
from archive.search.query.parsing import parse_syntax
from archive.search.query.syntax import WordClause
from archive.text.languages import base_language, detect_language

MOST_MEANING_HITS = 5  # of either certainty
CERTAIN_LIKENESS = 0.36  # cosine: decision 114
LEAST_LIKENESS = 0.28  # of what is offered as less certain: decision 119
ENTRIES_PER_LOAD = 20
STEMMED_LANGUAGES = ("de", "en")  # whose words the index keeps apart
LONGEST_EXCERPT = 300  # characters of a passage that are shown


@dataclass(frozen=True)
class MeaningHit:
    """A public entry in another language, and the text in it that is nearest; whether
    that is near enough to be shown at once. `record` is the entry as its own kind."""

    entry: Entry
    anchor: str
    language: str
    excerpt: str
    record: Entry
    is_certain: bool = True


def ask_by_meaning(filters: SearchFilters) -> AskedQuery:
    """Send the words to the process that encodes, whose answer `find_by_meaning` reads
    later. It has none where nothing is searched by meaning: for queries with signs of
    the syntax, on later pages and in other orders, and without the model or vectors."""
    if not _is_asked_by_meaning(filters) or not open_vectors():
        return AskedQuery()
    return ask_query_vector(filters.q)


def find_by_meaning(
    filters: SearchFilters,
    language: str,
    asked: AskedQuery,
    shown: Collection[int] = (),
) -> tuple[MeaningHit, ...]:
    """The public entries that pass the filters and have the nearest passages in other
    languages than the words are in, the nearest first: at most five that are certain,
    and five more that are less so; none of `shown`.

    `language` is that of the words where they don't tell it themselves. Nothing is
    found where nothing is near, and where the process that encodes doesn't answer.
    Some ten queries.
    """
    vector = asked.receive()
    if vector is None:
        return ()
    vectors = open_vectors()
    others = vectors.languages - {_find_query_language(filters.q, language)}
    near = _choose_nearest(vectors.find_nearest(vector, others), shown)
    certain: list[MeaningHit] = []
    uncertain: list[MeaningHit] = []
    for texts in _iter_parts(near):
        for hit in _load_hits(filters, texts):
            (certain if hit.is_certain else uncertain).append(hit)
        if len(certain) + len(uncertain) >= 2 * MOST_MEANING_HITS:
            break
    return (*certain[:MOST_MEANING_HITS], *uncertain[:MOST_MEANING_HITS])


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


def _choose_nearest(texts: list[NearText], shown: Collection[int]) -> list[NearText]:
    """The nearest text of each entry, of those that are near enough, in order."""
    chosen: dict[int, NearText] = {}
    for text in texts:
        if text.likeness >= LEAST_LIKENESS and text.entry not in shown:
            chosen.setdefault(text.entry, text)
    return list(chosen.values())


def _iter_parts(texts: list[NearText]) -> Iterator[list[NearText]]:
    for at in range(0, len(texts), ENTRIES_PER_LOAD):
        yield texts[at : at + ENTRIES_PER_LOAD]


def _load_hits(filters: SearchFilters, texts: list[NearText]) -> Iterator[MeaningHit]:
    """Of the entries of these texts those that are public now, pass the filters, and
    still say the text that was encoded."""
    ids = [near.entry for near in texts]
    passing = find_entries(filters).with_vocabulary().in_bulk(ids)
    loader = TextLoader(passing.values())
    for near in texts:
        entry = passing.get(near.entry)
        if entry is None:
            continue
        record = loader.own_kinds.get(entry.pk)
        text = _find_text(loader.iter_texts(entry), near.digest)
        if record is not None and text is not None:
            excerpt, is_certain = (
                _cut_excerpt(text.text),
                near.likeness >= CERTAIN_LIKENESS,
            )
            yield MeaningHit(
                entry, text.anchor, text.language, excerpt, record, is_certain
            )


def _find_text(texts: Iterator[EntryText], digest: bytes) -> EntryText | None:
    return next((text for text in texts if digest_text(text.text) == digest), None)


def _cut_excerpt(text: str) -> str:
    """The beginning of a text, cut between words where it has spaces."""
    if len(text) <= LONGEST_EXCERPT:
        return text
    begin = text[:LONGEST_EXCERPT]
    end = begin.rfind(" ")
    return f"{begin[:end] if end > LONGEST_EXCERPT // 2 else begin} …"
