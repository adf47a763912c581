"""What belongs to an entry: its own fields and the rows that hang on it."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from archive.models import (
    Citation,
    Derivation,
    Entry,
    EntryRegion,
    Evidence,
    Passage,
    Placement,
    Tagging,
)

Rows = tuple[tuple[type[Model], str], ...]
SHARED: Rows = ((EntryRegion, "entry"), (Tagging, "entry"), (Citation, "entry"))
OWN_ROWS: dict[str, Rows] = {
    "article": ((Passage, "article"), (Placement, "article"), *SHARED),
    "photo": SHARED,
    "source": ((Derivation, "source"), *SHARED),
    "event": ((Evidence, "event"), *SHARED),
}
NOT_CONTENT = frozenset(
    "id entry_ptr id_code kind slug status correction_of edit_number created_at "
    "modified_at first_published_at created_by version import_key is_demonstration "
    "withdrawal_reason date_earliest date_latest counts_from counts_to "
    "reach".split()
)


def child(entry: Entry) -> Entry:
    """The entry as Article, Photo, Source or Event; one query from a bare Entry."""
    return getattr(entry, entry.kind) if type(entry) is Entry else entry


def content(entry: Entry) -> dict[str, Any]:
    """What an editor enters in the entry's own fields, by column."""
    return {
        field.attname: field.value_from_object(entry)
        for field in entry._meta.concrete_fields
        if field.name not in NOT_CONTENT
    }


def copied(row: Model, **changes: Any) -> Model:
    """A new row like `row` but for `changes`, saved."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    return type(row)._default_manager.create(**{**values, **changes})
