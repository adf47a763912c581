"""Ids of public entries → Haystack's results, with what readers may see of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from haystack import connections
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.models import SearchResult

from archive.models import Entry
from archive.models.visibility import public_column
from archive.search.index.public_texts import TextLoader
from archive.search.query.parsed_query import ParsedQuery
from archive.search.results.marking import Highlighter
from archive.search.results.snippets import highlight_texts

IDS_PER_QUERY = 500
BARE = frozenset((ID, DJANGO_CT, DJANGO_ID, "pk", "score"))  # fields without a record
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
        """The results in order, of entries that are public now; at most ten queries for
        some hundred of them, and one for each few hundred where no record is needed."""
        found: list[SearchResult] = []
        for at in range(0, len(page), IDS_PER_QUERY):
            found += self._load_part(page[at : at + IDS_PER_QUERY])
        return found

    def _load_part(self, page: Page) -> list[SearchResult]:
        kinds = _load_kinds([pk for pk, _score in page])
        models = {model._meta.model_name: model for model in self._models()}
        known = {pk: models[kind] for pk, kind in kinds.items() if kind in models}
        if self.fields and self.fields <= BARE and self.marked is None:
            return [
                self._make(known[pk], pk, score, {})
                for pk, score in page
                if pk in known
            ]
        records = self._load_records(known)
        texts = TextLoader(records.values())
        targets = [t for parsed in self.marked or () for t in parsed.targets]
        highlighter = Highlighter(targets)
        results = []
        for pk, score in page:
            if pk not in records:
                continue
            entry_texts = list(texts.iter_texts(records[pk]))
            whole = " ".join(t.text for t in entry_texts if t.text)
            held = self._read_fields(records[pk], whole)
            if self.marked is not None:
                hit = highlight_texts(entry_texts, highlighter)
                snippets = [] if hit.snippet is None else [hit.snippet]
                held["highlighted"] = {"text": snippets, "title": [hit.title]}
            result = self._make(known[pk], pk, score, held)
            result._object = records[pk]
            results.append(result)
        return results

    def _models(self) -> list[type[Entry]]:
        models: list[type[Entry]] = self.index.get_indexed_models()
        return models

    def _load_records(self, known: dict[int, type[Entry]]) -> dict[int, Entry]:
        """The records by id, as their index class reads them; one query and those of
        what is prefetched for each kind."""
        by_model: defaultdict[type[Entry], list[int]] = defaultdict(list)
        for pk, model in known.items():
            by_model[model].append(pk)
        found: dict[int, Entry] = {}
        for model, pks in by_model.items():
            index = self.index.get_index(model)
            found |= index.read_queryset(using=self.using).in_bulk(pks)
        return found

    def _read_fields(self, record: Entry, text: str) -> dict[str, Any]:
        """What the index class says of the stored fields that are wanted."""
        index = self.index.get_index(type(record))
        held: dict[str, Any] = {}
        for name, field in index.fields.items():
            is_wanted = not self.fields or name in self.fields
            if not field.stored or not is_wanted or hasattr(field, "facet_for"):
                continue
            prepare = getattr(index, f"prepare_{name}", field.prepare)
            value = text if field.document else prepare(record)
            held[name] = field.convert(value)
        return held

    def _make(
        self, model: type[Entry], pk: int, score: float, held: dict[str, Any]
    ) -> SearchResult:
        label, name = model._meta.app_label, str(model._meta.model_name)
        held = {**held, ID: f"{label}.{name}.{pk}"}
        return self.result_class(label, name, str(pk), score, **held)


def _load_kinds(ids: list[int]) -> dict[int, str]:
    """The kinds of those that are public now; one query."""
    rows = Entry.objects.filter(pk__in=ids).order_by().annotate(shown=public_column())
    return {pk: kind for pk, kind, shown in rows.values_list("pk", "kind", "shown")
            if shown}  # fmt: skip
