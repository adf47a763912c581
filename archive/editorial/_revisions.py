"""The history of entries and narratives: the state after each verb as canonical JSON
(RFC 8785), each revision chained to the one before."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import rfc8785
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from archive.models import (
    ChainedRevision,
    Entry,
    Narrative,
    NarrativeRevision,
    Revision,
    SealedText,
    User,
)
from archive.models.prepared_queries import prepare_query
from archive.models.redaction import get_sealed_column

from ._entry_content import describe_copies, describe_entry
from ._narrative_content import describe_narrative
from ._rights import Publishable

PUBLICATION_LOCK = 8_675_309  # the number of a lock of this database
WRITING_VERBS = ("create", "import", "edit", "curate", "correct")


def write_canonical_json(value: Any) -> str:
    """JSON as RFC 8785 orders and writes it."""
    return rfc8785.dumps(value).decode()


def hash_link(head: str, salt: str, text: str) -> str:
    """The next hash of a chain: SHA-256 (hexadecimal) of its last hash followed by
    `salt` and `text`."""
    return sha256(f"{head}{salt}{text}".encode()).hexdigest()


def select_revisions(model: type[ChainedRevision], key: int) -> QuerySet[Any]:
    """The revisions of the record with this key, latest first."""
    rows = model._default_manager.filter(**{f"{model.record_field}_id": key})
    return rows.order_by("-number")


def list_revisions(document: Publishable) -> QuerySet[Any]:
    """The revisions of a document, latest first; for a working copy those of the
    original."""
    return select_revisions(*_find_chain(document)).select_related("by")


def _find_chain(document: Publishable) -> tuple[type[ChainedRevision], int]:
    """The model of the revisions and the key of the record that has them: a working
    copy has none of its own."""
    if isinstance(document, Narrative):
        return NarrativeRevision, document.pk
    return Revision, document.correction_of_id or document.pk


def record_revision(
    document: Publishable,
    verb: str,
    by: User | None,
    reason: str = "",
    *,
    override: bool = False,
    publishes: bool = False,
) -> ChainedRevision:
    """Write the revision of a verb; call inside its transaction."""
    model, key = _find_chain(document)
    salt = secrets.token_hex(16)
    if isinstance(document, Entry):
        # Captures change beside the published text: what follows is in the chain too.
        text = write_canonical_json(describe_entry(document) | describe_copies(key))
        head = hash_link(_get_last_publication(), salt, text) if publishes else ""
        own_fields = {"publication_sha256": head}
    else:
        text, own_fields = write_canonical_json(describe_narrative(document)), {}
    last = next(iter(_read_last_revision(model, key)), None)
    previous = last.sha256 if last else ""
    return model._default_manager.create(
        **{f"{model.record_field}_id": key, "by": by, **own_fields},
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        verb=verb,
        reason=reason,
        override=override,
        public_version=document.version if publishes else None,
        state=text,
        salt=salt,
        sha256=hash_link(previous, salt, text),
        previous_sha256=previous,
    )


def lock_publications() -> None:
    """Lock out other publications until this transaction ends, since each one is
    chained to the one before. Call before any row is locked."""
    if connection.vendor == "postgresql":  # SQLite lets one write at a time
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLICATION_LOCK])


@prepare_query
def _read_last_revision(
    model: type[ChainedRevision], key: int
) -> QuerySet[ChainedRevision]:
    return select_revisions(model, key)[:1]


def _get_last_publication() -> str:
    """The hash of the last publication."""
    return next(iter(_read_last_publication()), "")


@prepare_query
def _read_last_publication() -> QuerySet[Revision, str]:
    public = Revision.objects.exclude(publication_sha256="").order_by("-pk")
    return public.values_list("publication_sha256", flat=True)[:1]


def is_unreviewed(document: Publishable, by: User) -> bool:
    """Whether `by` changed the document and nobody else edited or submitted it
    since."""
    rows = list_revisions(document)
    written = rows.filter(verb__in=WRITING_VERBS).values_list("by", "number")
    if not written:
        return document.created_by_id == by.pk
    own = next((number for writer, number in written if writer == by.pk), None)
    if own is None:
        return False
    later = rows.filter(number__gt=own, verb__in=(*WRITING_VERBS, "submit"))
    return not later.exclude(by=by).exclude(by=None).exists()


def find_breaks(model: type[ChainedRevision]) -> Iterator[tuple[str, str]]:
    """The places where a chain has a gap or a wrong hash, and what is wrong.

    Reads all revisions, one in memory at a time.
    """
    chain_key, number, head = 0, 0, ""
    sealed_rows = SealedText.objects.of_revisions(model)
    redacted = set(sealed_rows.values_list(get_sealed_column(model), flat=True))
    rows = model._default_manager.order_by(model.record_field, "number")
    for row in rows.iterator():
        key: int = getattr(row, f"{model.record_field}_id")
        if key != chain_key:
            chain_key, number, head = key, 0, ""
        where = f"{model.record_field} {key}, revision {row.number}"
        if row.number != number + 1:
            yield where, f"revision {number + 1} is missing"
        if row.previous_sha256 != head:
            yield where, "does not continue the revision before it"
        state: str | None = row.state
        if row.pk in redacted:
            sealed = SealedText.objects.find_state(row)
            if sealed.sha256 != sha256(row.state.encode()).hexdigest():
                yield where, "was changed after words were withheld from it"
            state = sealed.original  # none where it was erased
        if state is not None and row.sha256 != hash_link(
            row.previous_sha256, row.salt, state
        ):
            yield where, "was changed: its state has another hash"
        number, head = row.number, row.sha256
