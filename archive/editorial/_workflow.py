"""draft → in review → published → withdrawn."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import Correction, Entry, OutboxRow, Placement, User

from ._corrections import lay_back, sign_corrections
from ._entry_content import child
from ._error_reports import corrected, let_go
from ._former import remember
from ._revisions import record, unseen_by_others
from ._rights import EditorialError, check


def _locked(entry: Entry) -> Entry:
    return Entry.objects.select_for_update().get(pk=entry.pk)


def _captions(entry: Entry, *states: str) -> Iterable[Entry]:
    """The photos placed in an article that are in one of `states`."""
    placed = Placement.objects.filter(article_id=entry.pk).values("photo_id")
    return Entry.objects.filter(pk__in=placed, status__in=states)


def submit(entry: Entry, by: User | None, reason: str = "") -> None:
    """Ask for a second pair of eyes, for the entry and its own new captions."""
    with transaction.atomic():
        row = _locked(entry)
        check(by, "submit", row)
        if row.correction_of_id and not Correction.objects.filter(entry=row).exists():
            raise EditorialError(
                _(
                    "Say in “Corrections” what was wrong and what is right: readers "
                    "will see it with the new version."
                )
            )
        for one in (row, *_captions(row, "draft")):
            _to(one, "in_review")
            record(one, "submit", by, reason)


def send_back(entry: Entry, by: User | None, reason: str = "") -> None:
    """Give an entry in review back to its writer, saying what is missing."""
    with transaction.atomic():
        row = _locked(entry)
        check(by, "send_back", row)
        if by is not None and row.created_by_id != by.pk and not reason.strip():
            raise EditorialError(_("Say to its writer what is missing."))
        for one in (row, *_captions(row, "in_review")):
            _to(one, "draft")
            record(one, "send_back", by, reason)


def publish(
    entry: Entry, by: User | None, reason: str = "", *, override: bool = False
) -> int:
    """Make the entry public, as its next version; returns the version's number.

    A working copy is laid on its original; new captions of an article go with it.
    Nobody publishes a change of theirs that no other has edited or submitted since.
    Where a site has one publisher only, `override` with a reason does, and both are
    recorded. Raises `EditorialError`.
    """
    with transaction.atomic():
        row = _locked(entry)
        check(by, "publish", row)
        if row.status == "withdrawn":  # a command may publish all else
            raise EditorialError(
                _("“%(title)s” was withdrawn: enter it anew.") % {"title": row.title}
            )
        is_unseen = by is not None and unseen_by_others(row, by)
        own = own_change(by, reason, is_unseen=is_unseen, override=override)
        for photo in _captions(row, "draft", "in_review"):
            _release(photo, by, reason, override=own)
        return _release(row, by, reason, override=own)


def own_change(
    by: User | None, reason: str, *, is_unseen: bool, override: bool
) -> bool:
    """Whether `by` publishes their own change; refuse it without a good reason."""
    if by is None or not is_unseen:
        return False
    others = list(User.objects.publishers().exclude(pk=by.pk))
    if by.is_system:
        return True
    if others:
        names = ", ".join(person.get_username() for person in others)
        raise EditorialError(
            _(
                "What nobody else has seen is published by somebody else. "
                "Who can: %(names)s."
            )
            % {"names": names}
        )
    if not (override and reason.strip()):
        raise EditorialError(
            _(
                "What nobody else has seen is published by somebody else. There is "
                "nobody else here: override, and say why. Both are recorded and shown."
            )
        )
    return True


def _release(row: Entry, by: User | None, reason: str, *, override: bool) -> int:
    copy = row if row.correction_of_id else None
    if copy:
        row = lay_back(copy)
    row.version += 1
    row.status = "published"
    row.first_published_at = row.first_published_at or timezone.now()
    Entry.objects.filter(pk=row.pk).update(
        version=row.version,
        status=row.status,
        first_published_at=row.first_published_at,
        modified_at=timezone.now(),
    )
    revision = record(row, "publish", by, reason, override=override, publishes=True)
    remember(row)
    if copy:
        sign_corrections(copy, row, revision)
        corrected(row, revision)
        child(copy).delete()
    OutboxRow.objects.add([row.pk])
    if row.embargo_until:
        OutboxRow.objects.create(entry_id=row.pk, since=row.embargo_until)
    return row.version


def rehearse(entry: Entry) -> str:
    """Publish in the caller's transaction, which must be rolled back; its address.

    For previews: no role is asked and no embargo kept. Raises `EditorialError`.
    """
    row = _locked(entry)
    for photo in _captions(row, "draft", "in_review"):
        _release(photo, None, "", override=False)
    public = row.correction_of or row
    _release(row, None, "", override=False)
    Entry.objects.filter(pk=public.pk).update(embargo_until=None, audience="public")
    return Entry.objects.get(pk=public.pk).get_absolute_url()


def withdraw(
    entry: Entry, by: User | None, reason: str, *, with_captions: bool = False
) -> None:
    """Take a public entry back; `reason` stands on its tombstone."""
    if not reason.strip():
        raise EditorialError(_("Say for readers why it is withdrawn."))
    with transaction.atomic():
        row = _locked(entry)
        check(by, "withdraw", row)
        Entry.objects.filter(correction_of=row).delete()
        captions = _captions(row, "published") if with_captions else ()
        for one in (row, *captions):
            one.withdrawal_reason = reason
            _to(one, "withdrawn")
            record(one, "withdraw", by, reason)
            OutboxRow.objects.add([one.pk])


def discard(entry: Entry, by: User | None, reason: str = "") -> None:
    """Put a draft away: never public, never shown; its history stays."""
    with transaction.atomic():
        row = _locked(entry)
        check(by, "discard", row)
        if row.correction_of_id:
            record(row, "discard", by, reason)
            let_go(row.correction_of_id)
            captions = list(_captions(row, "draft"))
            child(row).delete()
        else:
            captions = [row, *_captions(row, "draft")]
        for one in captions:
            _to(one, "withdrawn")
            record(one, "discard", by, reason)


def _to(row: Entry, status: str) -> None:
    row.status = status
    Entry.objects.filter(pk=row.pk).update(
        status=status,
        withdrawal_reason=row.withdrawal_reason,
        modified_at=timezone.now(),
    )
