"""How near the top the right passage stands: nDCG@10, beside bm25s."""

from __future__ import annotations

from math import log2
from typing import Any

import bm25s
import Stemmer
from django.core.management import call_command
from django.db import transaction

from archive.filters import SearchFilters
from archive.models import Article
from archive.search import reindex, search
from benchmarks.archives.corpus import read_corpus_rows
from benchmarks.archives.corpus_archive import save_public_article

RANKS_JUDGED = 10
STEMMER_NAMES = {"de": "german", "en": "english", "zh": ""}
JudgedDocuments = dict[str, dict[str, int]]


def measure_relevance(language: str, most: int | None) -> dict[str, Any]:
    """nDCG@10 of ours and of bm25s on one set of XQuAD; questions as they are typed.

    Raises `corpus.Missing`.
    """
    name = f"xquad-{language}"
    texts, asked = read_corpus_rows(name), read_corpus_rows(name, "queries")[:most]
    judged: JudgedDocuments = {}
    for row in read_corpus_rows(name, "qrels"):
        judged.setdefault(row["query"], {})[row["doc"]] = int(row["rel"])
    ours, theirs = (
        _rank_by_archive(language, texts, asked),
        _rank_by_bm25s(language, texts, asked),
    )
    return {
        "questions": len(asked),
        "ours": _mean_ndcg(ours, asked, judged),
        "bm25s": _mean_ndcg(theirs, asked, judged),
    }


def _rank_by_archive(
    language: str, texts: list[dict[str, str]], asked: list[dict[str, str]]
) -> list[list[str]]:
    call_command("migrate", verbosity=0)
    code = "zh-Hans" if language == "zh" else language
    with transaction.atomic():
        for row in texts:
            save_public_article(code, row["title"], row["text"], row["id"])
    reindex()
    keys = dict(Article.objects.values_list("pk", "import_key"))
    pages = (search(SearchFilters(q=row["text"])).hits for row in asked)
    return [[keys[hit.entry.pk] for hit in hits[:RANKS_JUDGED]] for hits in pages]


def _rank_by_bm25s(
    language: str, texts: list[dict[str, str]], asked: list[dict[str, str]]
) -> list[list[str]]:
    """Words with Snowball's stems; Chinese as single characters and pairs."""

    def words(rows: list[dict[str, str]]) -> Any:
        if language == "zh":
            return [_split_characters(row["text"]) for row in rows]
        stemmer = Stemmer.Stemmer(STEMMER_NAMES[language])
        return bm25s.tokenize(
            [row["text"] for row in rows],
            stopwords=language,
            stemmer=stemmer,
            show_progress=False,
            return_ids=False,
        )

    peer = bm25s.BM25()
    peer.index(words(texts), show_progress=False)
    found, _scores = peer.retrieve(
        words(asked), k=min(RANKS_JUDGED, len(texts)), show_progress=False
    )
    return [[texts[place]["id"] for place in row] for row in found]


def _split_characters(text: str) -> list[str]:
    return [*text, *(text[n : n + 2] for n in range(len(text) - 1))]


def _mean_ndcg(
    found: list[list[str]], asked: list[dict[str, str]], judged: JudgedDocuments
) -> float:
    scores = [
        _ndcg(ids, judged.get(row["id"], {}))
        for ids, row in zip(found, asked, strict=True)
    ]
    return sum(scores) / max(1, len(scores))


def _ndcg(ids: list[str], gains: dict[str, int]) -> float:
    got = sum(gains.get(one, 0) / log2(rank + 2) for rank, one in enumerate(ids))
    ideal = sorted(gains.values(), reverse=True)[:RANKS_JUDGED]
    best = sum(gain / log2(rank + 2) for rank, gain in enumerate(ideal))
    return got / best if best else 0.0
