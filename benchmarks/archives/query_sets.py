"""Collections with queries of several kinds, whose right answers are known.

XQuAD holds questions and Cranfield sentences; the other kinds are made of the same
texts: keywords are the words of a question or headline that mean something, headlines
are asked of texts without them, paragraphs and endings are one half of a text, asked of
the other halves, and sentences also the longest one of a text, asked of the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archive.text.languages import is_stop_word, remove_question_words
from benchmarks.archives.corpus import CorpusMissing, read_corpus_rows

KEYWORDS = 4  # words of a query of keywords
FEWEST_SENTENCES = 4  # of a text that is cut into halves
LEAST_LETTERS_OF_KEYWORD = 4
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_CHINESE_JOINING = re.compile(
    r"[的了是在和与及或被把对于为以其之这那有也都而等从到由着过\W]+"
)

Document = tuple[str, str, str]  # id, title, text


@dataclass(frozen=True)
class JudgedQuery:
    """A query as typed, and how relevant each document is to it."""

    text: str
    gains: dict[str, int]


@dataclass(frozen=True)
class QuerySet:
    """Documents in one language and queries of one kind."""

    name: str
    language: str
    documents: tuple[Document, ...]
    queries: tuple[JudgedQuery, ...]


def read_query_set(name: str) -> QuerySet:
    """A set of `QUERY_SETS` by its name. Raises `CorpusMissing`, and `KeyError` for an
    unknown name."""
    return QUERY_SETS[name](name)


def list_sets_by_documents() -> list[list[str]]:
    """The names of the sets whose texts are on this machine and that have queries;
    those with the same documents stand together."""
    names_by_documents: dict[tuple[Document, ...], list[str]] = {}
    for name in QUERY_SETS:
        try:
            found = read_query_set(name)
        except CorpusMissing:
            continue
        if found.queries:
            names_by_documents.setdefault(found.documents, []).append(name)
    return list(names_by_documents.values())


def _read_judged(corpus: str) -> Iterator[tuple[str, dict[str, int]]]:
    gains: dict[str, dict[str, int]] = {}
    for row in read_corpus_rows(corpus, "qrels"):
        gains.setdefault(row["query"], {})[row["doc"]] = int(row["rel"])
    for row in read_corpus_rows(corpus, "queries"):
        if row["id"] in gains:
            yield row["text"], gains[row["id"]]


def _read_documents(corpus: str) -> tuple[Document, ...]:
    """Texts that begin with their title come without it."""
    return tuple(
        (row["id"], row["title"], row["text"].removeprefix(row["title"]).strip())
        for row in read_corpus_rows(corpus)
    )


def _corpus_language(corpus: str) -> str:
    return {"xquad-de": "de", "xquad-zh": "zh", "gnad": "de"}.get(corpus, "en")


def _read_queries_of(corpus: str) -> Callable[[str], QuerySet]:
    def read(name: str) -> QuerySet:
        queries = [JudgedQuery(*judged) for judged in _read_judged(corpus)]
        return QuerySet(
            name, _corpus_language(corpus), _read_documents(corpus), tuple(queries)
        )

    return read


def _read_keywords_of(corpus: str) -> Callable[[str], QuerySet]:
    """The telling words of the questions, without their sign."""

    def read(name: str) -> QuerySet:
        language = _corpus_language(corpus)
        pick = _pick_chinese_keywords if language == "zh" else _pick_keywords
        queries = [
            JudgedQuery(pick(text), gains) for text, gains in _read_judged(corpus)
        ]
        return QuerySet(
            name,
            language,
            _read_documents(corpus),
            tuple(query for query in queries if query.text),
        )

    return read


def _pick_keywords(text: str) -> str:
    words = [word for word in _WORD.findall(text) if not is_stop_word(word)]
    long_words = [word for word in words if len(word) >= LEAST_LETTERS_OF_KEYWORD]
    chosen = sorted(long_words, key=len, reverse=True)[:KEYWORDS]
    return " ".join(word for word in words if word in chosen)


def _pick_chinese_keywords(text: str) -> str:
    parts = _CHINESE_JOINING.split(remove_question_words(text))
    chosen = sorted((p for p in parts if len(p) > 1), key=len, reverse=True)[:KEYWORDS]
    return " ".join(part for part in parts if part in chosen)


def _read_headlines_of(
    corpus: str, pick: Callable[[str], str] = str
) -> Callable[[str], QuerySet]:
    """Titles, asked of texts that stand there without them."""

    def read(name: str) -> QuerySet:
        documents = _read_documents(corpus)
        return QuerySet(
            name,
            _corpus_language(corpus),
            tuple((key, "", text) for key, _title, text in documents if text),
            tuple(
                JudgedQuery(pick(title), {key: 1})
                for key, title, text in documents
                if text and pick(title)
            ),
        )

    return read


def _read_paragraphs_of(
    corpus: str, *, asks_end: bool = False
) -> Callable[[str], QuerySet]:
    """The first half of the sentences of a text, asked of the second halves; or, with
    `asks_end`, the second of the first ones."""

    def split(parts: list[str]) -> tuple[str, str]:
        middle = len(parts) // 2
        begin, end = " ".join(parts[:middle]), " ".join(parts[middle:])
        return (end, begin) if asks_end else (begin, end)

    return _read_split_texts(corpus, split)


def _read_longest_sentences_of(corpus: str) -> Callable[[str], QuerySet]:
    """The longest sentence of a text, asked of the texts without theirs."""

    def split(parts: list[str]) -> tuple[str, str]:
        at = max(range(len(parts)), key=lambda number: len(parts[number]))
        return parts[at], " ".join(parts[:at] + parts[at + 1 :])

    return _read_split_texts(corpus, split)


def _read_split_texts(
    corpus: str, split: Callable[[list[str]], tuple[str, str]]
) -> Callable[[str], QuerySet]:
    """Texts of four sentences and more, each a query and what it is asked of."""

    def read(name: str) -> QuerySet:
        documents: list[Document] = []
        queries = []
        for key, _title, text in _read_documents(corpus):
            parts = [part for part in _SENTENCE_END.split(text) if part.strip()]
            if len(parts) >= FEWEST_SENTENCES:
                asked, text = split(parts)
                queries.append(JudgedQuery(asked[:600], {key: 1}))
            documents.append((key, "", text))
        return QuerySet(
            name, _corpus_language(corpus), tuple(documents), tuple(queries)
        )

    return read


QUERY_SETS: dict[str, Callable[[str], QuerySet]] = {
    "en-questions": _read_queries_of("xquad-en"),
    "de-questions": _read_queries_of("xquad-de"),
    "zh-questions": _read_queries_of("xquad-zh"),
    "en-sentences": _read_queries_of("cranfield"),
    "en-keywords": _read_keywords_of("xquad-en"),
    "en-keywords-2": _read_keywords_of("cranfield"),
    "de-keywords": _read_keywords_of("xquad-de"),
    "de-keywords-2": _read_headlines_of("gnad", _pick_keywords),
    "zh-keywords": _read_keywords_of("xquad-zh"),
    "en-headlines": _read_headlines_of("cranfield"),
    "de-headlines": _read_headlines_of("gnad"),
    "en-paragraphs": _read_paragraphs_of("xquad-en"),
    "en-paragraphs-2": _read_paragraphs_of("cranfield"),
    "de-paragraphs": _read_paragraphs_of("xquad-de"),
    "de-paragraphs-2": _read_paragraphs_of("gnad"),
    "zh-paragraphs": _read_paragraphs_of("xquad-zh"),
    "en-endings": _read_paragraphs_of("xquad-en", asks_end=True),
    "en-endings-2": _read_paragraphs_of("cranfield", asks_end=True),
    "de-endings": _read_paragraphs_of("xquad-de", asks_end=True),
    "de-endings-2": _read_paragraphs_of("gnad", asks_end=True),
    "zh-endings": _read_paragraphs_of("xquad-zh", asks_end=True),
    "en-sentences-2": _read_longest_sentences_of("xquad-en"),
    "en-sentences-3": _read_longest_sentences_of("cranfield"),
    "de-sentences": _read_longest_sentences_of("xquad-de"),
    "de-sentences-2": _read_longest_sentences_of("gnad"),
    "zh-sentences": _read_longest_sentences_of("xquad-zh"),
}
