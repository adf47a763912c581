"""draft → in review → published → withdrawn."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from archive.models import Entry, OutboxRow, User

from ._revisions import record


class EditorialError(ValueError):
    """A verb that cannot be done now; the message says what can."""


def _locked(entry: Entry, verb: str, allowed: tuple[str, ...]) -> Entry:
    row = Entry.objects.select_for_update().get(pk=entry.pk)
    if row.status not in allowed:
        raise EditorialError(
            f"“{row.title}” is {row.get_status_display()}: it cannot be {verb}. "
            f"It must be {' or '.join(allowed)} for that."
        )
    return row


def submit(entry: Entry, by: User | None) -> None:
    """Ask for a second pair of eyes."""
    with transaction.atomic():
        row = _locked(entry, "submitted", ("draft",))
        Entry.objects.filter(pk=row.pk).update(status="in_review")
        row.status = "in_review"
        record(row, "submit", by)


def publish(
    entry: Entry, by: User | None, reason: str = "", *, override: bool = False
) -> int:
    """Make the entry public, as the next version; returns its number.

    The publisher is another person than the writer. Where there is nobody else,
    `override` needs a reason, and both are recorded. Raises `EditorialError`.
    """
    with transaction.atomic():
        row = _locked(entry, "published", ("draft", "in_review", "published"))
        own = by is not None and row.created_by_id == by.pk
        if own and not (override and reason.strip()):
            raise EditorialError(
                "Somebody else than its writer publishes an entry. Where there is "
                "nobody else, override and say why."
            )
        row.version += 1
        row.status = "published"
        row.first_published_at = row.first_published_at or timezone.now()
        Entry.objects.filter(pk=row.pk).update(
            version=row.version,
            status=row.status,
            first_published_at=row.first_published_at,
            modified_at=timezone.now(),
        )
        record(row, "publish", by, reason, override=own, publishes=True)
        OutboxRow.objects.add([row.pk])
        if row.embargo_until:
            OutboxRow.objects.create(entry_id=row.pk, since=row.embargo_until)
        return row.version


def withdraw(entry: Entry, by: User | None, reason: str) -> None:
    """Take a public entry back; `reason` stands on its tombstone."""
    if not reason.strip():
        raise EditorialError("Say for readers why it is withdrawn.")
    with transaction.atomic():
        row = _locked(entry, "withdrawn", ("published",))
        Entry.objects.filter(pk=row.pk).update(
            status="withdrawn", withdrawal_reason=reason, modified_at=timezone.now()
        )
        row.status, row.withdrawal_reason = "withdrawn", reason
        record(row, "withdraw", by, reason)
        OutboxRow.objects.add([row.pk])
