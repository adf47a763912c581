"""Ids of public entries → Haystack's results, with what readers may see of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from haystack import connections
from haystack.constants import DJANGO_CT, DJANGO_ID, DOCUMENT_FIELD, ID
from haystack.models import SearchResult

from archive.models import Entry, EntryRegion, Tagging
from archive.models.visibility import public_column
from archive.search.index.public_texts import list_public_texts, preload_public_texts
from archive.search.query.parsed_query import ParsedQuery
from archive.search.results.marking import Highlighter
from archive.search.results.snippets import highlight_texts

IDS_PER_QUERY = 500
TEXT = DOCUMENT_FIELD
NAMES_OF_RECORD = frozenset((ID, DJANGO_CT, DJANGO_ID, "pk", "score"))
Page = Sequence[tuple[int, float]]


class ResultLoader:
    """Makes the results of one page. `fields` restricts what is loaded; `marked` are
    the words to mark, None for no marking."""

    def __init__(
        self,
        using: str,
        result_class: type[SearchResult] | None,
        fields: Collection[str],
        marked: Iterable[ParsedQuery] | None,
    ) -> None:
        self.index = connections[using].get_unified_index()
        self.using = using
        self.result_class = result_class or SearchResult
        self.fields = frozenset(fields)
        self.marked = marked

    def load(self, page: Page) -> list[SearchResult]:
        """The results in order, of entries that are public now; for every 500 of them
        one query for their kinds, and where records are needed one for each kind and
        its outlets, two for regions and tags, and one for the passages of texts."""
        results: list[SearchResult] = []
        for at in range(0, len(page), IDS_PER_QUERY):
            results += self._load_part(page[at : at + IDS_PER_QUERY])
        return results

    def _load_part(self, page: Page) -> list[SearchResult]:
        model_by_id = self._load_models([pk for pk, _score in page])
        if self.fields and self.fields <= NAMES_OF_RECORD and self.marked is None:
            return [
                self._make(model_by_id[pk], pk, score, {})
                for pk, score in page
                if pk in model_by_id
            ]
        records = self._load_records(model_by_id)
        if self._needs_texts:
            preload_public_texts(records.values())
        marks = self._mark(records.values())
        results = []
        for pk, score in page:
            if pk in records:
                fields = {**self._read_fields(records[pk]), **marks.get(pk, {})}
                result = self._make(model_by_id[pk], pk, score, fields)
                result._object = records[pk]
                results.append(result)
        return results

    @property
    def _needs_texts(self) -> bool:
        return not self.fields or TEXT in self.fields or self.marked is not None

    def _load_models(self, ids: list[int]) -> dict[int, type[Entry]]:
        """The models of those that are public now, where they are indexed."""
        models = {model._meta.model_name: model for model in self._models()}
        kinds = _load_kinds(ids)
        return {pk: models[kind] for pk, kind in kinds.items() if kind in models}

    def _mark(self, records: Iterable[Entry]) -> dict[int, dict[str, Any]]:
        """`highlighted` by id, where words are to be marked: the best stretch of the
        texts, and the title."""
        if self.marked is None:
            return {}
        marker = Highlighter([t for parsed in self.marked for t in parsed.targets])
        fields = {}
        for record in records:
            hit = highlight_texts(list_public_texts(record), marker)
            snippets = [] if hit.snippet is None else [hit.snippet]
            marked = {TEXT: snippets, "title": [hit.title]}
            fields[record.pk] = {"highlighted": marked}
        return fields

    def _models(self) -> list[type[Entry]]:
        models: list[type[Entry]] = self.index.get_indexed_models()
        return models

    def _load_records(self, model_by_id: dict[int, type[Entry]]) -> dict[int, Entry]:
        """The records by id, as their index class reads them, with regions and tags;
        one query for each kind, and two for what all kinds have."""
        by_model: defaultdict[type[Entry], list[int]] = defaultdict(list)
        for pk, model in model_by_id.items():
            by_model[model].append(pk)
        entries: dict[int, Entry] = {}
        for model, pks in by_model.items():
            index = self.index.get_index(model)
            entries |= index.read_queryset(using=self.using).in_bulk(pks)
        prefetch_related_objects(
            list(entries.values()),
            Prefetch("entry_regions", EntryRegion.objects.select_related("region")),
            Prefetch("taggings", Tagging.objects.select_related("tag")),
        )
        return entries

    def _read_fields(self, record: Entry) -> dict[str, Any]:
        """What the index class says of the stored fields that are wanted."""
        index = self.index.get_index(type(record))
        values: dict[str, Any] = {}
        for name, field in index.fields.items():
            is_wanted = not self.fields or name in self.fields
            if not field.stored or not is_wanted or hasattr(field, "facet_for"):
                continue
            prepare = getattr(index, f"prepare_{name}", field.prepare)
            values[name] = field.convert(prepare(record))
        return values

    def _make(
        self, model: type[Entry], pk: int, score: float, fields: dict[str, Any]
    ) -> SearchResult:
        label, name = model._meta.app_label, str(model._meta.model_name)
        identifier = {ID: f"{label}.{name}.{pk}"}
        return self.result_class(label, name, str(pk), score, **fields, **identifier)


def _load_kinds(ids: list[int]) -> dict[int, str]:
    """The kinds of those that are public now; one query."""
    rows = Entry.objects.filter(pk__in=ids).order_by()
    kinds = rows.annotate(is_public=public_column()).values_list(
        "pk", "kind", "is_public"
    )
    return {pk: kind for pk, kind, is_public in kinds if is_public}
