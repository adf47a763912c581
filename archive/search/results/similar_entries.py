"""Similar entries: those that share the most characteristic words of one, and apart
from them those in other languages that mean the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import log
from typing import Any

from django.db.models import QuerySet

from archive.models import Citation, Derivation, Entry, Evidence, Placement
from archive.models.entries.entry import EntryQuerySet
from archive.models.prepared_queries import prepare_query
from archive.search.engines.protocol import IndexUnreadable, SearchRequest
from archive.search.engines.query_tree import Or, Term
from archive.search.index.documents import collect_terms
from archive.search.index.live_index import ask_live_index, evaluate_request
from archive.search.index.public_texts import TextLoader
from archive.search.index.terms import extract_terms

from .similar_meanings import SimilarMeaning, find_similar_meanings

FIELD_WEIGHTS = {"title": 2.0, "labels": 1.5, "stems": 1.0, "pairs": 1.0}
MOST_TERMS_LOOKED_UP = 40  # terms whose frequency is asked for
MOST_TERMS_SEARCHED = 12  # that are searched for
LEAST_SIMILARITY = 0.25  # share of what the entry itself scores
WIDEST_SHARE = 0.15  # share of all entries that a telling term is in, at most
SPARE_HITS = 10  # hits beyond what is asked for, should some be hidden by now
FEW_ENTRIES = 5  # entries, whatever share of a small archive they are

WeightedTerm = tuple[float, str, str]  # weight, field, term


@dataclass(frozen=True)
class SimilarEntries:
    """Public entries, the most similar first: by their words, and those in other
    languages by meaning, each with whether it says nearly the same."""

    by_words: tuple[Entry, ...] = ()
    by_meaning: tuple[tuple[Entry, bool], ...] = ()


def find_similar_entries(entry: Entry, most: int = 5) -> SimilarEntries:
    """The public entries most like a public one, at most so many of either kind; none
    where nothing is like it enough, or without an index.

    Left out are the entry itself and what its page links already: photos, articles,
    sources, events, evidence. Its vocabulary must be prefetched. About six queries of
    the database, one of the index, and one scan of the vectors.
    """
    left_out = {entry.pk, *_find_linked_ids(entry)}
    try:
        scored = _score_similar(entry, most + len(left_out) + SPARE_HITS)
    except IndexUnreadable:
        return SimilarEntries()
    own = dict(scored).get(entry.pk, 0.0)
    near = [pk for pk, score in scored if own and score >= LEAST_SIMILARITY * own]
    similar_ids = [pk for pk in near if pk not in left_out][: most + SPARE_HITS]
    meant = _list_other_meanings(entry, {*left_out, *similar_ids[:most]}, most)
    public = _read_public_entries([*similar_ids, *(one.entry for one in meant)])
    return _pick_public({one.pk: one for one in public}, similar_ids, meant, most)


def _pick_public(
    public: dict[int, Entry], ids: list[int], meant: list[SimilarMeaning], most: int
) -> SimilarEntries:
    """Of both lists the first that are public."""
    by_words = [public[pk] for pk in ids if pk in public]
    by_meaning = [
        (public[one.entry], one.is_nearly_the_same)
        for one in meant
        if one.entry in public
    ]
    return SimilarEntries(tuple(by_words[:most]), tuple(by_meaning[:most]))


def _list_other_meanings(
    entry: Entry, left_out: Collection[int], most: int
) -> list[SimilarMeaning]:
    found = find_similar_meanings(entry.pk, entry.language)
    return [one for one in found if one.entry not in left_out][: most + SPARE_HITS]


def _score_similar(entry: Entry, most: int) -> list[tuple[int, float]]:
    """(id, score) of what shares telling terms, the highest first. The entry itself,
    which holds them all, is among them once it is indexed."""
    candidates = sorted(_weigh_terms(entry), reverse=True)[:MOST_TERMS_LOOKED_UP]
    count, frequencies = _count_documents_with(
        [(field, term) for _w, field, term in candidates]
    )
    widest = max(WIDEST_SHARE * count, FEW_ENTRIES)
    telling = [
        (weight * log(1 + count / frequency), field, term)
        for (weight, field, term), frequency in zip(
            candidates, frequencies, strict=True
        )
        if 1 < frequency <= widest
    ]
    chosen = sorted(telling, reverse=True)[:MOST_TERMS_SEARCHED]
    words = tuple(Term(field, term, FIELD_WEIGHTS[field]) for _w, field, term in chosen)
    if not words:
        return []
    return list(evaluate_request(SearchRequest(Or(words), size=most)).page)


def _count_documents_with(words: list[tuple[str, str]]) -> tuple[int, list[int]]:
    """How many documents there are, and in how many each word of a field is."""

    return ask_live_index(
        lambda engine, folder: engine.count_documents_with(folder, words)
    )


def _weigh_terms(entry: Entry) -> Iterator[WeightedTerm]:
    """Every term by how much the entry says it; longer ones first, for they are
    rarer. One Chinese character tells nothing."""
    terms = collect_terms(entry, TextLoader([entry]))
    counts = {f: Counter(found) for f, found in terms.items()}
    # In one language, or a place with many names would weigh more than the text.
    names = [tagging.tag.label("en") for tagging in entry.taggings.all()]
    names += [tied.region.name("en") for tied in entry.entry_regions.all()]
    counts["labels"] = Counter(t for name in names for t in extract_terms(name)[0])
    for field, weight in FIELD_WEIGHTS.items():
        for term, number in counts.get(field, Counter()).items():
            if len(term) > 1:
                yield weight * (1 + log(number)) + len(term) / 100, field, term


def _find_linked_ids(entry: Entry) -> set[int]:
    """Ids of what the page of an entry links already; up to four queries, by kind."""
    articles = [entry.pk]
    if entry.kind == "photo":
        articles = _read_articles_with(entry.pk)
    linked = _read_citations_and_evidence(entry.pk)
    if entry.kind in ("article", "photo"):
        linked += _read_placed_photos(articles)
    elif entry.kind == "source":
        linked += _read_links_of_source(entry.pk)
    else:
        linked += _read_evidence_of(entry.pk)
    return {*articles, *linked}


@prepare_query
def _read_public_entries(ids: Collection[int]) -> EntryQuerySet:
    return Entry.objects.public().filter(pk__in=ids).order_by()


@prepare_query
def _read_articles_with(photo: int) -> QuerySet[Placement, int]:
    beside = Placement.objects.filter(photo=photo).order_by()
    return beside.values_list("article_id", flat=True)


@prepare_query
def _read_placed_photos(articles: Collection[int]) -> QuerySet[Placement, int]:
    placed = Placement.objects.filter(article__in=articles).order_by()
    return placed.values_list("photo_id", flat=True)


@prepare_query
def _read_citations_and_evidence(entry: int) -> QuerySet[Any, int]:
    cited = Citation.objects.filter(entry=entry).order_by()
    events = Evidence.objects.filter(entry=entry).order_by()
    return cited.values_list("source_id", flat=True).union(
        events.values_list("event_id", flat=True)
    )


@prepare_query
def _read_links_of_source(source: int) -> QuerySet[Any, int]:
    citing = Citation.objects.filter(source=source).order_by()
    origins = Derivation.objects.filter(source=source).order_by()
    return citing.values_list("entry_id", flat=True).union(
        origins.values_list("origin_id", flat=True)
    )


@prepare_query
def _read_evidence_of(event: int) -> QuerySet[Evidence, int]:
    evidence = Evidence.objects.filter(event=event).order_by()
    return evidence.values_list("entry_id", flat=True)
