"""The staff log: who logged in, got a role, read what is confidential, or took
something away. Each line has a random salt and the hash of the line before."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import UTC, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from archive.models import Entry, Narrative, StaffEvent, User
from archive.models.staff.staff_event import LONGEST_NOTE, LONGEST_SUBJECT
from archive.models.visibility import is_confidential

from .._revisions import hash_link, write_canonical_json

STAFF_LOG_LOCK = 8_675_311  # the number of a lock of this database
TIME_BETWEEN_READS = timedelta(hours=1)  # of one entry by one account, noted once
MOST_REFUSALS = 100  # of one account in that time; the log is kept for good


def record_staff_event(
    kind: str,
    by: User | None,
    account: User | None = None,
    *,
    subject: str = "",
    note: str = "",
    fingerprint: str = "",
) -> StaffEvent:
    """Add a line to the staff log, in the transaction of what it tells.

    `by` is None for the command line. Lines are chained, so only one is written at a
    time.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":  # SQLite lets one write at a time
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [STAFF_LOG_LOCK])
        last = StaffEvent.objects.order_by("-number").first()
        row = StaffEvent(
            number=last.number + 1 if last else 1,
            at=timezone.now(),
            kind=kind,
            by=by,
            account=account,
            subject=subject[:LONGEST_SUBJECT],
            note=note[:LONGEST_NOTE],
            fingerprint=fingerprint,
            salt=secrets.token_hex(16),
            previous_sha256=last.sha256 if last else "",
        )
        row.sha256 = _hash_line(row)
        row.save(force_insert=True)
        return row


def record_failed_login(name: str) -> None:
    """Note a wrong password: whose account it was, or that it was nobody's. The name is
    not kept, for it may be a password typed into the wrong field."""
    account = User.objects.filter(username=name).first()
    record_staff_event("failed_login", None, account)


def record_reading(document: Entry | Narrative, by: User) -> None:
    """Note that a confidential entry was opened at the desk, once an hour."""
    if not (isinstance(document, Entry) and is_confidential(document)):
        return
    _record_once_an_hour("confidential_read", name_document(document), by)


def record_reading_withheld(document: Entry | Narrative, by: User) -> None:
    """Note that somebody opened the words withheld from a record, once an hour."""
    _record_once_an_hour("withheld_read", name_document(document), by)


def record_refusal(path: str, by: User) -> None:
    """Note that somebody was refused a page of the desk, or asked for a record that is
    not there, once an hour."""
    since = timezone.now() - TIME_BETWEEN_READS
    noted = StaffEvent.objects.filter(kind="refused", by=by, at__gt=since)
    if noted.count() < MOST_REFUSALS:
        _record_once_an_hour("refused", path[:LONGEST_SUBJECT], by)


def _record_once_an_hour(kind: str, subject: str, by: User) -> None:
    since = timezone.now() - TIME_BETWEEN_READS
    if not StaffEvent.objects.filter(
        kind=kind, by=by, subject=subject, at__gt=since
    ).exists():
        record_staff_event(kind, by, subject=subject)


def name_document(document: Entry | Narrative) -> str:
    """Its kind and id, for the staff log; never its title."""
    return f"{document.kind} {document.id_code_display}"


def find_breaks_in_staff_log() -> Iterator[tuple[str, str]]:
    """The lines that are missing or were changed, and what is wrong with them. A row in
    memory at a time."""
    number, head = 0, ""
    for row in StaffEvent.objects.order_by("number").iterator():
        where = f"line {row.number}"
        if row.number != number + 1:
            yield where, f"line {number + 1} is missing"
        if row.previous_sha256 != head:
            yield where, "does not come after the line before it"
        if row.sha256 != _hash_line(row):
            yield where, "was changed: it has another hash"
        number, head = row.number, row.sha256


def describe_staff_event(row: StaffEvent) -> dict[str, Any]:
    """A line as it is hashed: everything but the hashes and the salt. Lines of former
    releases have no fingerprint."""
    described = {
        "number": row.number,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": row.kind,
        "by": row.by_id,
        "account": row.account_id,
        "subject": row.subject,
        "note": row.note,
    }
    return (
        {**described, "fingerprint": row.fingerprint} if row.fingerprint else described
    )


def _hash_line(row: StaffEvent) -> str:
    text = write_canonical_json(describe_staff_event(row))
    return hash_link(row.previous_sha256, row.salt, text)
