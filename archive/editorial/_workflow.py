"""The workflow of entries and narratives: draft → in review → published → withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar, cast

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import (
    Correction,
    Entry,
    Narrative,
    OutboxRow,
    Placement,
    Revision,
    User,
)
from archive.models.history.state_forms import read_state
from archive.transparency import enter_public_versions

from ._corrections import (
    apply_working_copy,
    drop_working_copy,
    note_former_words,
    open_working_copy,
    sign_corrections,
)
from ._narrative_content import refuse_hidden_steps, restore_narrative
from ._revisions import (
    is_unreviewed,
    list_revisions,
    lock_publications,
    record_revision,
)
from ._rights import TRANSITIONS, EditorialError, Publishable, require_right
from .accounts import name_document, record_staff_event
from .readiness import refuse_cited_drafts, refuse_copied_words
from .review import end_assignment

SameDocument = TypeVar("SameDocument", bound=Publishable)  # given back as it came


def record_creation(document: Publishable, by: User | None) -> None:
    """Write the first revision of a new draft, with its owner; call inside the
    transaction that saved it."""
    require_right(by, "create")
    _select_row(document).update(created_by=by, edit_number=1)
    record_revision(document, "create", by)


def record_edit(document: Publishable, by: User | None) -> None:
    """Write the revision of a change to a draft; call inside the transaction that saved
    it.

    `edit_number` goes up, so that a form notices when somebody else saved meanwhile.
    """
    require_right(by, "edit", _select_row(document).get())
    _select_row(document).update(edit_number=F("edit_number") + 1)
    record_revision(document, "edit", by)


def submit(document: Publishable, by: User | None, reason: str = "") -> None:
    """Ask for review; an entry is submitted with its own new captions. Raises
    `EditorialError`, also where a retold text takes over its original's words."""
    refuse_copied_words(document)
    _enter_review(document, by, reason)


@transaction.atomic
def _enter_review(document: Publishable, by: User | None, reason: str) -> None:
    row = lock_row(document, by, "submit")
    refuse_incomplete(row)
    for each in (row, *_select_captions(row, "draft")):
        change_state(each, "submit", by, reason)


@transaction.atomic
def send_back(document: Publishable, by: User | None, reason: str = "") -> None:
    """Return a document in review to its author, with the reason."""
    row = lock_row(document, by, "send_back")
    if by is not None and row.created_by_id != by.pk and not reason.strip():
        raise EditorialError(_("Tell the author what is missing."))
    for each in (row, *_select_captions(row, "in_review")):
        change_state(each, "send_back", by, reason)


def publish(
    document: Publishable,
    by: User | None,
    reason: str = "",
    *,
    override: bool = False,
    without_sources: bool = False,
) -> int:
    """Make a document public as its next version; returns the number of the version.

    A working copy replaces the entry it corrects. New captions are published with their
    article. The entries of a narrative must already be public. Nobody may publish their
    own change unless somebody else edited or submitted it since; where the site has one
    publisher only, `override` with a reason allows it, and both are recorded. An entry
    that cites sources which are not published yet is published by a person only
    `without_sources`; `publish_story` publishes them with it. Raises `EditorialError`.
    """
    if by is not None and not by.is_system and not without_sources:
        refuse_cited_drafts(document)
    refuse_copied_words(document)
    return _release_reviewed(document, by, reason, override=override)


@transaction.atomic
def _release_reviewed(
    document: Publishable, by: User | None, reason: str, *, override: bool
) -> int:
    lock_publications()
    row = lock_row(document, by, "publish")
    if row.status == "withdrawn":  # a command may publish all else
        raise EditorialError(
            _(
                "“%(title)s” was withdrawn and can't be published again. Add "
                "it as a new entry."
            )
            % {"title": row.title}
        )
    if isinstance(row, Narrative):
        refuse_hidden_steps(row)
    is_own = refuse_unreviewed(row, by, reason, override=override)
    if is_own:
        record_staff_event("published_alone", by, subject=name_document(row))
    for photo in _select_captions(row, "draft", "in_review"):
        wait_with_article(photo, cast("Entry", row))
        release_version(photo, by, reason, override=is_own)
    return release_version(row, by, reason, override=is_own)


@transaction.atomic
def correct(document: SameDocument, by: User | None) -> SameDocument:
    """Begin a correction; returns the draft to edit, an existing one or a new one.

    For an entry it is a working copy: edit it, add `Correction` rows that say what was
    wrong, submit it, and let somebody publish it. A narrative itself is opened again,
    while readers see its published state. Raises `EditorialError`.
    """
    row = lock_row(document, by, "correct")
    if isinstance(row, Narrative):
        change_state(row, "correct", by)
        return row
    copy, is_new = open_working_copy(row, by)
    if is_new:
        record_revision(copy, "correct", by)
    return cast("SameDocument", copy)


@transaction.atomic
def withdraw(
    document: Publishable, by: User | None, reason: str, *, with_captions: bool = False
) -> None:
    """Withdraw what is public; `reason` stands on its tombstone."""
    if not reason.strip():
        raise EditorialError(
            _("Enter the reason for the withdrawal: readers will see it.")
        )
    row = lock_row(document, by, "withdraw")
    if isinstance(row, Entry):
        Entry.objects.filter(correction_of=row).delete()
    captions = _select_captions(row, "published") if with_captions else ()
    for each in (row, *captions):
        each.withdrawal_reason = reason
        change_state(each, "withdraw", by, reason)
        record_staff_event("withdrawn", by, subject=name_document(each))
        if isinstance(each, Entry):
            OutboxRow.objects.add([each.pk])


@transaction.atomic
def discard(document: Publishable, by: User | None, reason: str = "") -> None:
    """Put a draft away: it is never published or shown, but its history stays.

    Of a correction, only the change goes: the public entry stays as it is.
    """
    row = lock_row(document, by, "discard")
    if isinstance(row, Narrative) and row.version:
        published = list_revisions(row).get(public_version=row.version)
        restore_narrative(row, read_state(published))
        change_state(row, "discard", by, reason, leads_to="published")
        return
    put_away: list[Publishable] = [*_select_captions(row, "draft")]
    if isinstance(row, Entry) and row.correction_of_id:
        record_revision(row, "discard", by, reason)
        drop_working_copy(row)
    else:
        put_away.insert(0, row)
    if isinstance(row, Entry):
        end_assignment(row)
    for each in put_away:
        change_state(each, "discard", by, reason)


def release_version(
    document: Publishable, by: User | None, reason: str, *, override: bool = False
) -> int:
    """Publish a locked document without asking for a right; returns the number of the
    version."""
    is_copy = isinstance(document, Entry) and document.correction_of_id
    copy = cast("Entry", document) if is_copy else None
    row = apply_working_copy(copy) if copy else document
    row.version += 1
    row.first_published_at = _find_first_publication(row)
    row.status = TRANSITIONS["publish"].leads_to
    _select_row(row).update(
        version=row.version,
        status=row.status,
        first_published_at=row.first_published_at,
        modified_at=timezone.now(),
    )
    revision = record_revision(
        row, "publish", by, reason, override=override, publishes=True
    )
    if isinstance(row, Entry):
        note_former_words(row)
        end_assignment(row)
        if copy:
            sign_corrections(copy, row, cast("Revision", revision))
        enter_public_versions([row.pk])
        OutboxRow.objects.add([row.pk])
        if row.embargo_until:
            OutboxRow.objects.create(entry_id=row.pk, since=row.embargo_until)
    return row.version


def wait_with_article(member: Entry, article: Entry) -> None:
    """Before the first publication of what belongs to an article: it waits for the end
    of the article's embargo, so that nothing is told before."""
    until = article.embargo_until
    if until is None or member.version or member.embargo_until:
        return
    member.embargo_until = until
    Entry.objects.filter(pk=member.pk).update(embargo_until=until)


def _find_first_publication(row: Publishable) -> datetime:
    """When readers see it for the first time: now, or when its embargo ends. Once they
    have seen it, that stays."""
    now = timezone.now()
    if row.first_published_at and row.first_published_at <= now:
        return row.first_published_at
    embargo = row.embargo_until if isinstance(row, Entry) else None
    return max(now, embargo) if embargo else now


def publish_preview(entry: Entry) -> str:
    """Publish in a transaction that the caller must roll back; returns the address.

    Previews ask for no role and ignore the embargo. Raises `EditorialError`.
    """
    lock_publications()
    row = lock_row(entry, None, "publish")
    for photo in _select_captions(row, "draft", "in_review"):
        release_version(photo, None, "")
    public = row.correction_of or row
    release_version(row, None, "")
    Entry.objects.filter(pk=public.pk).update(embargo_until=None, audience="public")
    return Entry.objects.get(pk=public.pk).get_absolute_url()


def _select_row(document: Publishable) -> QuerySet[Entry] | QuerySet[Narrative]:
    """The row of the document; for an entry without that of its kind."""
    model = Narrative if isinstance(document, Narrative) else Entry
    return model._default_manager.filter(pk=document.pk)


def lock_row(document: SameDocument, by: User | None, verb: str) -> SameDocument:
    """The current row of the document, locked, after checking that `by` may call
    `verb`.

    The entry that a working copy corrects is locked first, as `withdraw` does too: so
    no two transactions wait for each other.
    """
    keys = [document.pk, getattr(document, "correction_of_id", None)]
    model = Narrative if isinstance(document, Narrative) else Entry
    rows = model._default_manager.filter(pk__in=[key for key in keys if key])
    locked = {row.pk: row for row in rows.select_for_update().order_by("pk")}
    if document.pk not in locked:
        raise EditorialError(
            _(
                "This draft no longer exists: somebody published or discarded "
                "it while you were editing. Your text is still in the form: "
                "copy it, and start a correction of the published entry or add "
                "a new one."
            )
        )
    row = cast("SameDocument", locked[document.pk])
    require_right(by, verb, row)
    return row


def _select_captions(document: Publishable, *states: str) -> Iterable[Entry]:
    """The photos placed in an article that are in one of `states`."""
    if isinstance(document, Narrative):
        return ()
    placed = Placement.objects.filter(article_id=document.pk).values("photo_id")
    return Entry.objects.filter(pk__in=placed, status__in=states)


def change_state(
    row: Publishable, verb: str, by: User | None, reason: str = "", leads_to: str = ""
) -> None:
    """Set the state that the verb leads to, and write the revision."""
    row.status = leads_to or TRANSITIONS[verb].leads_to
    _select_row(row).update(
        status=row.status,
        withdrawal_reason=row.withdrawal_reason,
        modified_at=timezone.now(),
    )
    record_revision(row, verb, by, reason)


def refuse_incomplete(row: Publishable) -> None:
    """Raise `EditorialError` where too much is missing for a review."""
    if isinstance(row, Narrative):
        if not row.steps.exists():
            raise EditorialError(
                _("A story trail needs at least one step: add an entry.")
            )
    elif row.correction_of_id and not Correction.objects.filter(entry=row).exists():
        raise EditorialError(
            _(
                "Under “Corrections”, enter what was wrong and what is "
                "correct. Readers will see it with the new version."
            )
        )


def refuse_unreviewed(
    row: Publishable, by: User | None, reason: str, *, override: bool
) -> bool:
    """Whether `by` publishes their own unreviewed change; refuse it without a good
    reason."""
    if by is None or not is_unreviewed(row, by):
        return False
    if by.is_system:
        return True
    others = User.objects.publishers().exclude(pk=by.pk)
    if others:
        names = ", ".join(person.get_username() for person in others)
        raise EditorialError(
            _(
                "Nobody else has reviewed this text, so you can't publish it "
                "yourself. Ask one of these people to publish it: %(names)s."
            )
            % {"names": names}
        )
    if not (override and reason.strip()):
        raise EditorialError(
            _(
                "Nobody else has reviewed this text. As there is no other "
                "publisher, tick “Publish my own text without a second person” "
                "and give a reason. Both are recorded and shown."
            )
        )
    return True
