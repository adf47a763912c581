"""The content of an entry: its own fields and the rows that belong to it."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import Any

import rfc8785
from django.db.models import Model, QuerySet
from django.db.models.fields.files import FieldFile

from archive.models import (
    Article,
    Author,
    Capture,
    Citation,
    Derivation,
    Entry,
    EntryRegion,
    EntryRelation,
    Evidence,
    Passage,
    Placement,
    Tagging,
)
from archive.models.prepared_queries import prepare_query
from archive.models.visibility import public_originals

RowModels = tuple[tuple[type[Model], str], ...]  # with the column of the entry
SHARED_ROWS: RowModels = (
    (EntryRegion, "entry"),
    (Tagging, "entry"),
    (Citation, "entry"),
    (EntryRelation, "entry"),
)
AUTHOR_ROWS: RowModels = ((Author, "entry"),)
OWN_ROWS: dict[str, RowModels] = {
    "article": (
        (Passage, "article"),
        (Placement, "article"),
        *AUTHOR_ROWS,
        *SHARED_ROWS,
    ),
    "photo": (*AUTHOR_ROWS, *SHARED_ROWS),
    "source": ((Derivation, "source"), *AUTHOR_ROWS, *SHARED_ROWS),
    "event": ((Evidence, "event"), *SHARED_ROWS),
}
# Kinds of rows that later releases added: a state without any has no key for them, so
# that states from before keep their hashes.
LATER_ROWS = frozenset({"entryrelation"})
# The column of the entry in each of these tables.
OWNERS = dict([*chain.from_iterable(OWN_ROWS.values()), (Capture, "entry")])
DERIVED_COLUMNS = frozenset(
    "id entry_ptr id_code kind slug status correction_of edit_number created_at "
    "modified_at first_published_at created_by version import_key is_demonstration "
    "withdrawal_reason merged_into original_audience date_earliest date_latest "
    "counts_from counts_to reach".split()
)
# What names a record in a revision, never its database key.
PERMANENT_NAMES = ("id_code", "anchor", "code", "key", "slug")


def get_specific(entry: Entry) -> Entry:
    """The entry as Article, Photo, Source or Event; one query from a bare Entry."""
    return getattr(entry, entry.kind) if type(entry) is Entry else entry


def get_content(entry: Entry) -> dict[str, Any]:
    """The values that an editor enters in the entry's own fields, by column."""
    return {
        field.attname: field.value_from_object(entry)
        for field in entry._meta.concrete_fields
        if field.name not in DERIVED_COLUMNS
    }


def copy_row(row: Model, **changes: Any) -> Model:
    """Save and return a copy of `row` with `changes`."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    return type(row)._default_manager.create(**{**values, **changes})


def describe_entry(entry: Entry) -> dict[str, Any]:
    """Everything that an editor entered: fields, and rows by kind; one query per kind
    of row."""
    specific = get_specific(entry)
    rows = {
        str(model._meta.model_name): _describe_rows(model, specific.pk)
        for model, _owner in OWN_ROWS[specific.kind]
    }
    fields = get_content(specific).items()
    return {
        "kind": specific.kind,
        **{name: _to_json_value(value) for name, value in fields},
        **{name: told for name, told in rows.items() if told or name not in LATER_ROWS},
    }


def describe_copies(entry_id: int) -> dict[str, Any]:
    """The captures of an entry, by its key, and who may have an original's checksum:
    what changes beside the published text. Two queries."""
    captures = _describe_rows(Capture, entry_id)
    released = Article.objects.filter(public_originals(), pk=entry_id).exists()
    # States from before this decision have no such key, and keep their hashes.
    return {"capture": captures} | ({"original_audience": "public"} if released else {})


def _describe_rows(model: type[Model], entry_id: int) -> list[dict[str, Any]]:
    """The rows of an entry, by its key, sorted by their canonical JSON, which does not
    depend on database keys; one query."""
    owner = OWNERS[model]
    rows = _read_rows(model, entry_id)
    return sorted((_describe_row(row, owner) for row in rows), key=rfc8785.dumps)


@prepare_query
def _read_rows(model: type[Model], entry_id: int) -> QuerySet[Any]:
    """With what they point to. Each verb reads them: building the queries anew would
    take longer than the answers."""
    owner = OWNERS[model]
    columns = model._meta.concrete_fields
    targets = [f.name for f in columns if f.is_relation and f.name != owner]
    rows = model._default_manager.filter(**{owner: entry_id})
    return rows.select_related(*targets) if targets else rows


def _describe_row(row: Model, owner: str) -> dict[str, Any]:
    """A row; what it points to is named by a permanent name, never by a database
    key."""
    described: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.primary_key or field.name == owner:
            continue
        value = getattr(row, field.name)
        described[field.name] = (
            _get_permanent_name(value)
            if isinstance(value, Model)
            else _to_json_value(value)
        )
    return described


def _get_permanent_name(target: Model) -> str:
    for attribute in PERMANENT_NAMES:
        if hasattr(target, attribute):
            return str(getattr(target, attribute))
    return str(target.pk)


def _to_json_value(value: object) -> str | int | bool | None:
    """A value as JSON; moments in ISO 8601."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return str(value.name or "") if isinstance(value, FieldFile) else str(value)
