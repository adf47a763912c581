"""One chain of revisions for each record: how it is written, hashed and checked."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import TypeVar

import rfc8785
from django.db.models import QuerySet
from django.utils import timezone

from archive.models import ChainedRevision, User

WRITING = ("create", "import", "edit", "curate", "correct")
Link = TypeVar("Link", bound=ChainedRevision)


def canonical(value: object) -> str:
    """JSON as RFC 8785 orders and writes it."""
    return rfc8785.dumps(value).decode()  # type: ignore[arg-type]


def joined(head: str, text: str) -> str:
    """SHA-256 of what a chain has come to, in hex, with what follows it: in hex too."""
    return sha256(f"{head}{text}".encode()).hexdigest()


def chain(model: type[Link], key: int) -> QuerySet[Link]:
    """The revisions of the record with this key, latest first."""
    rows = model._default_manager.filter(**{f"{model.of}_id": key})
    return rows.order_by("-number")


def append(
    model: type[Link],
    key: int,
    text: str,
    verb: str,
    by: User | None,
    reason: str = "",
    **more: object,
) -> Link:
    """Write what a verb made of the record with this key: `text` is its canonical
    state, `more` are other fields. Call inside the verb's transaction."""
    last = chain(model, key).first()
    previous = last.sha256 if last else ""
    return model._default_manager.create(
        **{f"{model.of}_id": key},
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        by=by,
        verb=verb,
        reason=reason,
        state=text,
        sha256=joined(previous, text),
        previous_sha256=previous,
        **more,
    )


def unseen(rows: QuerySet[Link], created_by_id: int | None, by: User) -> bool:
    """Whether `by` changed what `rows` are the history of, latest first, and nobody
    else edited or submitted it since."""
    written = rows.filter(verb__in=WRITING).values_list("by", "number")
    if not written:
        return created_by_id == by.pk
    own = next((number for who, number in written if who == by.pk), None)
    if own is None:
        return False
    later = rows.filter(number__gt=own, verb__in=(*WRITING, "submit"))
    return not later.exclude(by=by).exclude(by=None).exists()


def breaks(model: type[ChainedRevision]) -> Iterator[tuple[str, str]]:
    """Where a chain has a gap or a hash does not hold, and what is wrong there; reads
    all revisions, one in memory at a time."""
    of, number, head = 0, 0, ""
    rows = model._default_manager.order_by(model.of, "number")
    for row in rows.iterator():
        key: int = getattr(row, f"{model.of}_id")
        if key != of:
            of, number, head = key, 0, ""
        where = f"{model.of} {key}, revision {row.number}"
        if row.number != number + 1:
            yield where, f"revision {number + 1} is missing"
        if row.previous_sha256 != head:
            yield where, "does not follow on the revision before it"
        if row.sha256 != joined(row.previous_sha256, row.state):
            yield where, "was changed: its state has another hash"
        number, head = row.number, row.sha256
