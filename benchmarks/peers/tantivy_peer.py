"""A peer: tantivy by itself with the archive's own exact words; no stems or names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tantivy import (
    Document,
    FieldType,
    Index,
    Occur,
    Query,
    SchemaBuilder,
    SnippetGenerator,
    TextAnalyzerBuilder,
    Tokenizer,
)

from benchmarks.archives.corpus import CorpusRecord
from benchmarks.archives.questions import FIRST_MONTH, LAST_MONTH, BenchmarkQuestion
from benchmarks.peers.search_peer import fold_record, read_own_clock

NUMBER_COLUMNS = ("region", "tag", "month")
HEAP_BYTES = 50_000_000  # bytes of the writer


class TantivyPeer:
    """One index in a folder, asked through queries built of objects."""

    def __init__(self, folder: Path) -> None:
        made = SchemaBuilder()
        made.add_text_field("said", stored=True, tokenizer_name="words")
        for column in NUMBER_COLUMNS:
            made.add_integer_field(column, indexed=True, fast=True)
        made.add_text_field("language", fast=True, tokenizer_name="raw")
        self._schema = made.build()
        self._folder = folder / "raw"
        self._folder.mkdir()
        self._index = Index(self._schema, path=str(self._folder))
        words = TextAnalyzerBuilder(Tokenizer.whitespace()).build()
        self._index.register_tokenizer("words", words)
        self._writer = self._index.writer(HEAP_BYTES, 1)
        self._searcher = self._index.searcher()

    def fill(self, made: Iterable[CorpusRecord]) -> None:
        for record in made:
            self._add(record)
        self._commit()

    def save(self, record: CorpusRecord) -> None:
        self._add(record)
        self._commit()

    def _add(self, record: CorpusRecord) -> None:
        found = Document()
        found.add_text("said", fold_record(record))
        found.add_text("language", record.language)
        numbers = (record.region, record.tag, _month_number(record.month))
        for column, number in zip(NUMBER_COLUMNS, numbers, strict=True):
            found.add_integer(column, number)
        self._writer.add_document(found)

    def _commit(self) -> None:
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def page(self, question: BenchmarkQuestion) -> tuple[int, list[int]]:
        order = "month" if question.is_by_date else None
        found = self._searcher.search(
            self._query(question), 20, count=True, order_by_field=order
        )
        return found.count, [address.doc for _score, address in found.hits]

    def facets(self, question: BenchmarkQuestion) -> object:
        terms = {
            column: {"terms": {"field": column, "size": 100}}
            for column in ("region", "tag", "language")
        }
        return self._searcher.aggregate(self._query(question), terms)

    def highlight(self, question: BenchmarkQuestion) -> object:
        query = self._query(question)
        snippets = SnippetGenerator.create(self._searcher, query, self._schema, "said")
        hits = self._searcher.search(query, 10).hits
        return [
            snippets.snippet_from_doc(self._searcher.doc(address)).to_html()
            for _score, address in hits
        ]

    def clock(self) -> float:
        return read_own_clock()

    def size(self) -> float:
        return sum(path.stat().st_size for path in self._folder.iterdir()) / 2**20

    def _query(self, question: BenchmarkQuestion) -> Query:
        words = list(question.words)
        if question.form == "phrase":
            return Query.phrase_query(self._schema, "said", words)
        if question.form == "prefix":
            return Query.regex_query(self._schema, "said", f"{words[0]}.*")
        occur = Occur.Should if question.form == "or" else Occur.Must
        parts: list[tuple[Occur, Query]] = [
            (occur, self._term("said", word)) for word in words
        ]
        if question.is_placed:
            low, high = _month_number(FIRST_MONTH), _month_number(LAST_MONTH)
            between = Query.range_query(
                self._schema, "month", FieldType.Integer, low, high
            )
            parts += [(Occur.Must, self._term("region", 0)), (Occur.Must, between)]
        return Query.boolean_query(parts)

    def _term(self, field: str, value: object) -> Query:
        return Query.term_query(self._schema, field, value)


def _month_number(month: str) -> int:
    return int(month.replace("-", ""))
