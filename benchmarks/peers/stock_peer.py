"""A peer: django-haystack's own Whoosh engine, as it is installed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from haystack import connections, indexes
from haystack.utils.loading import UnifiedIndex

from archive.models import Article
from benchmarks.archives.corpus import CorpusRecord
from benchmarks.archives.questions import FIRST_MONTH, LAST_MONTH, BenchmarkQuestion
from benchmarks.peers.search_peer import read_own_clock

CONNECTION_ALIAS = "stock"
OPERATORS = {"or": " OR ", "and": " AND "}


class RecordIndex(indexes.SearchIndex, indexes.Indexable):
    """A record as Haystack's tutorial would index it."""

    text = indexes.CharField(document=True)
    region = indexes.IntegerField(faceted=True)
    tag = indexes.IntegerField(faceted=True)
    language = indexes.CharField(faceted=True)
    month = indexes.CharField()

    def get_model(self) -> type[Article]:
        return Article

    def index_queryset(self, using: str | None = None) -> Any:
        return Article.objects.none()

    def prepare(self, obj: Any) -> dict[str, Any]:
        """The record rides on the object; nothing is read from a database."""
        record: CorpusRecord = obj.record
        self.prepared_data = {
            "id": f"archive.article.{obj.pk}",
            "django_ct": "archive.article",
            "django_id": str(obj.pk),
            "text": f"{record.title} {record.text}",
            "region": record.region,
            "region_exact": record.region,
            "tag": record.tag,
            "tag_exact": record.tag,
            "language": record.language,
            "language_exact": record.language,
            "month": record.month,
        }
        return self.prepared_data


class StockPeer:
    """Haystack's backend on a folder of its own."""

    def __init__(self, folder: Path) -> None:
        connections.connections_info[CONNECTION_ALIAS] = {
            "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
            "PATH": str(folder / "stock"),
        }
        self._engine = connections[CONNECTION_ALIAS]
        self._index = RecordIndex()
        unified = UnifiedIndex()
        unified.build(indexes=[self._index])
        self._engine._index = unified
        self._backend = self._engine.get_backend()
        self._folder = folder / "stock"
        self._last = 0

    def fill(self, made: Iterable[CorpusRecord]) -> None:
        self._backend.setup()
        self._backend.update(self._index, [self._article(each) for each in made])

    def save(self, record: CorpusRecord) -> None:
        self._backend.update(self._index, [self._article(record)])

    def _article(self, record: CorpusRecord) -> Article:
        self._last += 1
        made = Article(pk=self._last, title=record.title)
        made.record = record
        return made

    def page(self, question: BenchmarkQuestion) -> tuple[int, list[int]]:
        return self._asked(question)

    def facets(self, question: BenchmarkQuestion) -> object:
        """It has none on Whoosh: it is asked for the hits alone, as it would be."""
        return self._asked(question)

    def highlight(self, question: BenchmarkQuestion) -> object:
        return self._asked(question, highlight=True, end_offset=10)

    def clock(self) -> float:
        return read_own_clock()

    def size(self) -> float:
        return sum(path.stat().st_size for path in self._folder.iterdir()) / 2**20

    def _asked(self, question: BenchmarkQuestion, **more: Any) -> tuple[int, list[int]]:
        text = _make_query_text(question)
        if question.is_placed:
            text = f"({text}) AND region:0 AND month:[{FIRST_MONTH} TO {LAST_MONTH}]"
        order = ["month"] if question.is_by_date else None
        asked = {"start_offset": 0, "end_offset": 20, "sort_by": order} | more
        found = self._backend.search(text, models={Article}, **asked)
        return found["hits"], [int(one.pk) for one in found["results"]]


def _make_query_text(question: BenchmarkQuestion) -> str:
    words = question.words
    if question.form == "phrase":
        return f'"{" ".join(words)}"'
    if question.form == "prefix":
        return f"{words[0]}*"
    return OPERATORS.get(question.form, " ").join(words)
