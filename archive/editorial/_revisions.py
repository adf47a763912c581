"""The history of an entry: its state after each verb, as canonical JSON (RFC 8785)."""

from __future__ import annotations

from datetime import date
from typing import Any

import rfc8785
from django.db.models import Model, QuerySet
from django.db.models.fields.files import FieldFile

from archive.models import Capture, Entry, Revision, User

from ._entry_content import OWN_ROWS, child, content
from ._revision_chain import append, canonical, chain, joined, unseen


def state(entry: Entry) -> dict[str, Any]:
    """All that an editor entered: fields, and rows by kind; one query per kind."""
    record = child(entry)
    rows = {
        str(model._meta.model_name): sorted(
            (
                _row(row, owner)
                for row in model._default_manager.filter(**{owner: record})
            ),
            key=rfc8785.dumps,
        )
        for model, owner in OWN_ROWS[record.kind]
    }
    return {
        "kind": record.kind,
        **{name: plain(value) for name, value in content(record).items()},
        **rows,
    }


def captures(entry: int) -> list[dict[str, Any]]:
    """The preserved copies of an entry, by its key; one query."""
    rows = Capture.objects.filter(entry=entry)
    return sorted((_row(row, "entry") for row in rows), key=rfc8785.dumps)


def _row(row: Model, owner: str) -> dict[str, Any]:
    """A row with what it points to by permanent name, never by database key."""
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.primary_key or field.name == owner:
            continue
        value = getattr(row, field.name)
        told[field.name] = _name(value) if isinstance(value, Model) else plain(value)
    return told


def _name(target: Model) -> str:
    for attribute in ("id_code", "anchor", "code", "key", "slug"):
        if hasattr(target, attribute):
            return str(getattr(target, attribute))
    return str(target.pk)


def plain(value: object) -> str | int | bool | None:
    """A value as JSON has it; moments in ISO 8601."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return str(value.name or "") if isinstance(value, FieldFile) else str(value)


def subject(entry: Entry) -> int:
    """The key of the entry whose history this is: a working copy has none."""
    return entry.correction_of_id or entry.pk


def history(entry: Entry) -> QuerySet[Revision]:
    """Its revisions, latest first; those of the original for a working copy."""
    return chain(Revision, subject(entry)).select_related("by")


def unseen_by_others(entry: Entry, by: User) -> bool:
    """Whether `by` changed it, and nobody else edited or submitted it since."""
    return unseen(chain(Revision, subject(entry)), entry.created_by_id, by)


def record(
    entry: Entry,
    verb: str,
    by: User | None,
    reason: str = "",
    *,
    override: bool = False,
    publishes: bool = False,
) -> Revision:
    """Write the revision of a verb; call inside its transaction."""
    # Captures change beside the published text: what follows them is in the chain too.
    text = canonical(state(entry) | {"capture": captures(subject(entry))})
    return append(
        Revision,
        subject(entry),
        text,
        verb,
        by,
        reason,
        override=override,
        public_version=entry.version if publishes else None,
        publication_sha256=joined(_published(), text) if publishes else "",
    )


def _published() -> str:
    """What the chain of all publications has come to."""
    public = Revision.objects.exclude(publication_sha256="").order_by("pk")
    return public.values_list("publication_sha256", flat=True).last() or ""
