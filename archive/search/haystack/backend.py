"""Haystack's backend, the same on each engine: searches, counts and likeness."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.utils.tree import Node
from haystack.backends import SQ, BaseSearchBackend, log_query
from haystack.constants import DEFAULT_ALIAS
from haystack.inputs import AutoQuery
from haystack.models import SearchResult

from archive.filters import SearchFilters
from archive.models import Entry
from archive.search.engines.protocol import (
    ColumnOrder,
    FilterGroup,
    SearchEngine,
    SearchRequest,
)
from archive.search.engines.query_tree import MatchNone, QueryNode
from archive.search.index.generations import is_cleared
from archive.search.index.live_index import (
    evaluate_public,
    evaluate_request,
    find_hidden_ids,
)
from archive.search.query.parsed_query import is_too_expensive
from archive.search.query.parsing import MOST_QUERY_WORDS
from archive.search.query.spelling_suggestions import suggest_queries
from archive.search.results.similar_entries import find_similar_entries

from .conditions import ConditionReader, build_model_node
from .errors import UnsupportedSearchError, translate_index_errors
from .facet_counts import count_facets
from .field_registry import COLUMN_FIELDS
from .index_updates import clear_models, remove_entry, update_entries
from .narrow_syntax import read_narrowing
from .search_results import ResultLoader

LEAST_CHECKED = 20  # hits that are asked for their visibility, for a count too
MOST_SIMILAR = 100
IGNORED_ARGUMENTS = {"spelling_query", "limit_to_registered_models"}
FEWEST_TEXTS = 2  # of a search, however much they read


@dataclass(frozen=True)
class SearchCall:
    """What Haystack hands over for one search."""

    conditions: Node
    sort_by: Collection[str] = ()
    start_offset: int = 0
    end_offset: int | None = None
    fields: Collection[str] = ()
    highlight: bool = False
    facets: dict[str, Any] = field(default_factory=dict)
    date_facets: dict[str, Any] = field(default_factory=dict)
    narrow_queries: Collection[str] = ()
    models: Collection[type[Model]] = ()
    result_class: type[SearchResult] | None = None

    @property
    def size(self) -> int | None:
        """How many results are wanted; None is all."""
        if self.end_offset is None:
            return None
        return max(0, self.end_offset - self.start_offset)


class ArchiveSearchBackend(BaseSearchBackend):
    """One engine for all threads: Haystack keeps a backend for each. No reader's text
    reaches an engine's parser, and nothing that is not public is found or counted."""

    engine: ClassVar[SearchEngine]

    def __init__(self, connection_alias: str, **connection_options: Any) -> None:
        if connection_alias != DEFAULT_ALIAS:
            raise ImproperlyConfigured(
                "The archive keeps one index: name its connection 'default', "
                f"not {connection_alias!r}."
            )
        super().__init__(connection_alias, **connection_options)

    @log_query  # type: ignore[untyped-decorator]
    def search(
        self, query_string: str, conditions: Node | None = None, **arguments: Any
    ) -> dict[str, Any]:
        """Results, their number, and counts. `conditions` are Haystack's; without them
        `query_string` is read as auto_query() reads it, "*" as everything. Raises
        `SearchBackendError`."""
        if conditions is None:
            plain = "" if query_string == "*" else query_string
            conditions = SQ(content=AutoQuery(plain)) if plain.strip() else SQ()
        call = _make_call(conditions, arguments)
        with translate_index_errors():
            return _make_answer() if is_cleared() else self._find(call)

    def more_like_this(
        self,
        model_instance: Model,
        additional_query_string: str | None = None,
        conditions: Node | None = None,
        **arguments: Any,
    ) -> dict[str, Any]:
        """The entries most like a public one, a hundred at most; none for one that is
        not public. About fifteen queries. Raises `SearchBackendError`."""
        if not isinstance(model_instance, Entry):
            raise UnsupportedSearchError(
                f"more_like_this({type(model_instance).__name__})", "give it an entry"
            )
        call = _make_call(SQ() if conditions is None else conditions, arguments)
        public = Entry.objects.public().with_vocabulary()
        entry = public.filter(pk=model_instance.pk).first()
        with translate_index_errors():
            if entry is None or is_cleared():
                return _make_answer()
            request, reader = self._make_request(call)
            passing = evaluate_request(replace(request, start=0, size=None))
            ids = {pk for pk, _score in passing.page}
        similar = find_similar_entries(entry, MOST_SIMILAR).by_words
        near = [(one.pk, 0.0) for one in similar if one.pk in ids]
        page = near[call.start_offset : call.end_offset]
        results = self._load(call, reader, page)
        return _make_answer(results, len(near))

    def suggest_spelling(
        self, words: str, models: Collection[type[Model]] = ()
    ) -> str | None:
        """Another spelling of words that find nothing, which finds something public."""
        if not self.include_spelling or not words.strip() or self._count(words, models):
            return None
        for other in suggest_queries(SearchFilters(q=words)):
            if self._count(other, models):
                return other
        return None

    def update(
        self, index: Any, iterable: Iterable[Model], commit: bool = True
    ) -> None:
        """Write those of the entries that are public now, and take the others out. Each
        batch is committed; without an index, all entries are indexed. Raises
        `SearchBackendError`."""
        with translate_index_errors():
            update_entries(record.pk for record in iterable)

    def remove(self, obj_or_string: Model | str, commit: bool = True) -> None:
        """Take an entry out, given itself or `archive.article.5`. Raises
        `SearchBackendError`."""
        if isinstance(obj_or_string, str):
            pk = obj_or_string.rpartition(".")[2]
        else:
            pk = obj_or_string.pk
        with translate_index_errors():
            remove_entry(int(pk))

    def clear(
        self, models: Collection[type[Model]] | None = None, commit: bool = True
    ) -> None:
        """Empty the index, or take the entries of some models out. Pages answer from
        the database until another index is built. Raises `SearchBackendError`."""
        kinds = None
        if models is not None:
            kinds = build_model_node(self.connection_alias, models)
        with translate_index_errors():
            clear_models(kinds)

    def _find(self, call: SearchCall) -> dict[str, Any]:
        request, reader = self._make_request(call)
        request, answer = evaluate_public(request)
        counts = {}
        if call.facets or call.date_facets:
            counts = count_facets(request, call.facets, call.date_facets)
        page = answer.page if call.size is None else answer.page[: call.size]
        results = self._load(call, reader, page)
        return _make_answer(results, answer.total, counts, reader.notices)

    def _make_request(self, call: SearchCall) -> tuple[SearchRequest, ConditionReader]:
        """One evaluation of our engine, with fewer texts as long as it would read too
        much for them."""
        most = MOST_QUERY_WORDS
        while True:
            reader = ConditionReader(self.connection_alias, most)
            filters = self._make_filters(call, reader)
            tree = reader.build_node(call.conditions)
            if reader.texts < 2 or most <= FEWEST_TEXTS or not is_too_expensive(tree):
                break
            most //= 2
        request = SearchRequest(
            tree,
            filters,
            _choose_order(call.sort_by),
            start=call.start_offset,
            size=None if call.size is None else max(call.size, LEAST_CHECKED),
            hidden=find_hidden_ids(),
            partial=reader.make_partial(tree),
            enough=reader.enough,
        )
        return request, reader

    def _make_filters(
        self, call: SearchCall, reader: ConditionReader
    ) -> tuple[FilterGroup, ...]:
        """Narrowings, of which one that can't be read finds nothing, and models."""
        nodes = []
        for text in sorted(call.narrow_queries):
            nodes.append(_build_narrowing(text, reader))
        reader.parsed.clear()  # what narrows is not marked
        if call.models:
            nodes.append(build_model_node(self.connection_alias, list(call.models)))
        return tuple(FilterGroup("narrow", node) for node in nodes)

    def _load(self, call: SearchCall, reader: ConditionReader, page: Any) -> list[Any]:
        marked = reader.parsed if call.highlight else None
        fields = call.fields
        loader = ResultLoader(self.connection_alias, call.result_class, fields, marked)
        return loader.load(page)

    def _count(self, words: str, models: Collection[type[Model]]) -> int:
        results = self.search(words, models=models, end_offset=0)
        number: int = results["hits"]
        return number


def _build_narrowing(text: str, reader: ConditionReader) -> QueryNode:
    narrowing = read_narrowing(text)
    if narrowing is None:
        return MatchNone()
    try:
        return reader.build_node(narrowing)
    except UnsupportedSearchError:
        return MatchNone()


def _make_answer(
    results: Collection[SearchResult] = (),
    hits: int = 0,
    facets: Mapping[str, Any] | None = None,
    notices: Collection[str] = (),
) -> dict[str, Any]:
    """What Haystack expects of a search."""
    return {
        "results": list(results),
        "hits": hits,
        "facets": dict(facets or {}),
        "spelling_suggestion": None,
        "notices": tuple(dict.fromkeys(notices)),
    }


def _make_call(conditions: Node, arguments: Mapping[str, Any]) -> SearchCall:
    fields = SearchCall.__dataclass_fields__
    for name, value in arguments.items():
        if name not in fields and name not in IGNORED_ARGUMENTS and value:
            raise UnsupportedSearchError(
                f"search({name}=…)", "use filter() or narrow()"
            )
    options = {name: value for name, value in arguments.items() if name in fields}
    return SearchCall(conditions, **options)


def _choose_order(sort_by: Collection[str]) -> ColumnOrder | None:
    for name in sort_by:
        if name != "-score":
            column = COLUMN_FIELDS[name.lstrip("-")].sort_column
            return ColumnOrder(column, is_descending=name.startswith("-"))
    return None
