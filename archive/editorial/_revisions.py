"""The state after a verb as canonical JSON (RFC 8785), chained by SHA-256."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import rfc8785
from django.db.models import Model, QuerySet
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from archive.models import Capture, Entry, Revision, User

from ._rows import OWN_ROWS, child, content

WRITING = ("create", "import", "edit", "curate", "correct")


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


def canonical(value: object) -> str:
    """JSON as RFC 8785 orders and writes it."""
    return rfc8785.dumps(value).decode()  # type: ignore[arg-type]


def subject(entry: Entry) -> int:
    """The key of the entry whose history this is: a working copy has none."""
    return entry.correction_of_id or entry.pk


def history(entry: Entry) -> QuerySet[Revision]:
    """Its revisions, latest first; those of the original for a working copy."""
    rows = Revision.objects.filter(entry_id=subject(entry))
    return rows.select_related("by").order_by("-number")


def unseen_by_others(entry: Entry, by: User) -> bool:
    """Whether `by` changed it, and nobody else edited or submitted it since."""
    rows = Revision.objects.filter(entry_id=subject(entry)).order_by("-number")
    return unseen(rows, entry.created_by_id, by)


def unseen(rows: QuerySet[Any], created_by_id: int | None, by: User) -> bool:
    """The same of any history whose revisions are `rows`, latest first."""
    written = rows.filter(verb__in=WRITING).values_list("by", "number")
    if not written:
        return created_by_id == by.pk
    own = next((number for who, number in written if who == by.pk), None)
    if own is None:
        return False
    later = rows.filter(number__gt=own, verb__in=(*WRITING, "submit"))
    return not later.exclude(by=by).exclude(by=None).exists()


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
    chain = Revision.objects.filter(entry_id=subject(entry))
    last = chain.order_by("number").last()
    # Captures change beside the published text: what follows them is in the chain too.
    text = canonical(state(entry) | {"capture": captures(subject(entry))})
    previous = last.sha256 if last else ""
    joined = ""
    if publishes:
        public = Revision.objects.exclude(publication_sha256="").order_by("pk")
        head = public.values_list("publication_sha256", flat=True).last()
        joined = sha256(f"{head or ''}{text}".encode()).hexdigest()
    return Revision.objects.create(
        entry_id=subject(entry),
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        by=by,
        verb=verb,
        reason=reason,
        override=override,
        state=text,
        sha256=sha256(f"{previous}{text}".encode()).hexdigest(),
        previous_sha256=previous,
        public_version=entry.version if publishes else None,
        publication_sha256=joined,
    )
