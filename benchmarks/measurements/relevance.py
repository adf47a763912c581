"""How near the top the right texts stand: nDCG@10 and R@100, beside bm25s."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log2
from pathlib import Path
from time import process_time
from typing import Any

import bm25s
import Stemmer
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from haystack import connections

from archive.filters import SearchFilters
from archive.models import Article
from archive.search import find_entry_ids, reindex
from archive.settings import read_search
from benchmarks.archives.corpus_archive import save_public_article
from benchmarks.archives.query_sets import JudgedQuery, QuerySet, read_query_set

RANKS_JUDGED, RANKS_RECALLED = 10, 100
STEMMER_NAMES = {"de": "german", "en": "english", "zh": ""}
ENGINES = ("whoosh", "tantivy")
Rankings = list[list[str]]


def measure_relevance(
    names: Sequence[str], most: int | None, folder: Path
) -> list[dict[str, Any]]:
    """For each set of queries, which have their documents in common, how well either
    engine and bm25s rank; queries as they are typed, at most so many. `folder` is for
    the indexes.

    Raises `CorpusMissing`.
    """
    sets = [read_query_set(name) for name in names]
    rows: list[dict[str, Any]] = [
        {
            "name": one.name,
            "questions": len(one.queries[:most]),
            "bm25s": _judge(_rank_by_bm25s(one, most), one.queries[:most]),
        }
        for one in sets
    ]
    _fill_archive(sets[0])
    keys = dict(Article.objects.values_list("pk", "import_key"))
    for engine in ENGINES:
        _use_engine(f"{engine}:///{folder / engine}")
        reindex()
        for one, row in zip(sets, rows, strict=True):
            began = process_time()
            found = [_find_keys(query.text, keys) for query in one.queries[:most]]
            spent = process_time() - began
            row[engine] = _judge(found, one.queries[:most])
            row[engine]["cpu"] = 1_000 * spent / max(1, len(found))
    return rows


def _fill_archive(one: QuerySet) -> None:
    call_command("migrate", verbosity=0)
    code = "zh-Hans" if one.language == "zh" else one.language
    with transaction.atomic():
        for key, title, text in one.documents:
            save_public_article(code, title, text, key)


def _use_engine(url: str) -> None:
    connections.connections_info["default"].update(read_search(url))
    settings.HAYSTACK_CONNECTIONS = connections.connections_info
    connections.reload("default")


def _find_keys(text: str, keys: dict[int, str]) -> list[str]:
    found = find_entry_ids(SearchFilters(q=text))
    return [keys[pk] for pk in found[:RANKS_RECALLED]]


def _rank_by_bm25s(one: QuerySet, most: int | None) -> Rankings:
    """Words with Snowball's stems; Chinese as single characters and pairs."""

    def words(texts: list[str]) -> Any:
        if one.language == "zh":
            return [_split_characters(text) for text in texts]
        stemmer = Stemmer.Stemmer(STEMMER_NAMES[one.language])
        return bm25s.tokenize(
            texts,
            stopwords=one.language,
            stemmer=stemmer,
            show_progress=False,
            return_ids=False,
        )

    peer = bm25s.BM25()
    texts = [f"{title} {text}".strip() for _key, title, text in one.documents]
    peer.index(words(texts), show_progress=False)
    found, _scores = peer.retrieve(
        words([query.text for query in one.queries[:most]]),
        k=min(RANKS_RECALLED, len(one.documents)),
        show_progress=False,
    )
    return [[one.documents[place][0] for place in row] for row in found]


def _split_characters(text: str) -> list[str]:
    return [*text, *(text[n : n + 2] for n in range(len(text) - 1))]


def _judge(found: Rankings, queries: Sequence[JudgedQuery]) -> dict[str, float]:
    """nDCG@10 of the half that is tuned with and of the other, and R@100 of both."""
    scores = [_ndcg(ids, one.gains) for ids, one in zip(found, queries, strict=True)]
    recalls = [_recall(ids, one.gains) for ids, one in zip(found, queries, strict=True)]
    return {
        "tuned": _mean(scores[0::2]),
        "unseen": _mean(scores[1::2]),
        "recall": _mean(recalls),
    }


def _mean(numbers: Iterable[float]) -> float:
    listed = list(numbers)
    return sum(listed) / max(1, len(listed))


def _ndcg(ids: list[str], gains: dict[str, int]) -> float:
    ranked = enumerate(ids[:RANKS_JUDGED])
    got = sum(gains.get(one, 0) / log2(rank + 2) for rank, one in ranked)
    ideal = sorted(gains.values(), reverse=True)[:RANKS_JUDGED]
    best = sum(gain / log2(rank + 2) for rank, gain in enumerate(ideal))
    return got / best if best else 0.0


def _recall(ids: list[str], gains: dict[str, int]) -> float:
    relevant = {key for key, gain in gains.items() if gain > 0}
    return len(relevant.intersection(ids)) / max(1, len(relevant))
