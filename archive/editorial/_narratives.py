"""A narrative's way from draft to public: every verb leaves a revision."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import (
    Entry,
    Narrative,
    NarrativeRevision,
    NarrativeStep,
    User,
)

from ._revision_chain import append, canonical, chain, unseen
from ._rights import EditorialError, check
from ._workflow import own_change


def narrative_state(narrative: Narrative) -> dict[str, Any]:
    """All that an editor entered, steps in order; one query."""
    rows = narrative.steps.order_by("position", "pk").select_related("entry")
    return {
        "title": narrative.title,
        "summary": narrative.summary,
        "language": narrative.language,
        "steps": [
            {
                "entry": row.entry.id_code,
                "anchor": row.anchor,
                "heading": row.heading,
                "note": row.note,
            }
            for row in rows
        ],
    }


def narrative_history(narrative: Narrative) -> QuerySet[NarrativeRevision]:
    """Its revisions, latest first."""
    return chain(NarrativeRevision, narrative.pk).select_related("by")


def narrative_created(narrative: Narrative, by: User | None) -> None:
    """Record a new draft and whose it is; inside the transaction that saved it."""
    check(by, "create")
    Narrative.objects.filter(pk=narrative.pk).update(created_by=by, edit_number=1)
    _record(narrative, "create", by)


def narrative_edited(narrative: Narrative, by: User | None) -> None:
    """Record a change to a draft; inside the transaction that saved it."""
    row = Narrative.objects.get(pk=narrative.pk)
    check(by, "edit", row)
    same = Narrative.objects.filter(pk=narrative.pk)
    same.update(edit_number=F("edit_number") + 1)
    _record(narrative, "edit", by)


@transaction.atomic
def submit_narrative(narrative: Narrative, by: User | None, reason: str = "") -> None:
    """Ask for a second pair of eyes."""
    row = _locked(narrative, by, "submit")
    if not row.steps.exists():
        raise EditorialError(_("A narrative needs a step: add an entry to its path."))
    _to(row, "in_review", "submit", by, reason)


@transaction.atomic
def send_back_narrative(
    narrative: Narrative, by: User | None, reason: str = ""
) -> None:
    """Give it back to its writer, saying what is missing."""
    row = _locked(narrative, by, "send_back")
    if by is not None and row.created_by_id != by.pk and not reason.strip():
        raise EditorialError(_("Say to its writer what is missing."))
    _to(row, "draft", "send_back", by, reason)


@transaction.atomic
def publish_narrative(
    narrative: Narrative, by: User | None, reason: str = "", *, override: bool = False
) -> int:
    """Make the text public as its next version; returns the version's number.

    Every step's entry must be public by then; the second pair of eyes is asked for as
    with entries. Raises `EditorialError`.
    """
    row = _locked(narrative, by, "publish")
    if row.status == "withdrawn":
        raise EditorialError(
            _("“%(title)s” was withdrawn: enter it anew.") % {"title": row.title}
        )
    _all_public(row)
    is_unseen = by is not None and unseen(narrative_history(row), row.created_by_id, by)
    own = own_change(by, reason, is_unseen=is_unseen, override=override)
    row.version += 1
    row.first_published_at = row.first_published_at or timezone.now()
    row.status = "published"
    row.save()
    _record(row, "publish", by, reason, override=own, public_version=row.version)
    return row.version


def _all_public(row: Narrative) -> None:
    used = Entry.objects.filter(narrative_steps__narrative=row)
    hidden = used.exclude(pk__in=Entry.objects.public().values("pk")).distinct()
    titles = [entry.title for entry in hidden]
    if titles:
        raise EditorialError(
            _("Publish first, or take out: %(titles)s.")
            % {"titles": "; ".join(f"“{title}”" for title in titles)}
        )


@transaction.atomic
def correct_narrative(narrative: Narrative, by: User | None) -> Narrative:
    """Open a published one again; readers see what was published until the next."""
    row = _locked(narrative, by, "correct")
    _to(row, "draft", "correct", by)
    return row


@transaction.atomic
def discard_narrative(narrative: Narrative, by: User | None, reason: str = "") -> None:
    """Put a draft away; of one that is public, the change: the public text is back."""
    row = _locked(narrative, by, "discard")
    if not row.version:
        _to(row, "withdrawn", "discard", by, reason)
        return
    last = narrative_history(row).get(public_version=row.version)
    _lay_back(row, json.loads(last.state))
    _to(row, "published", "discard", by, reason)


def _lay_back(row: Narrative, state: dict[str, Any]) -> None:
    row.title, row.summary = state["title"], state["summary"]
    row.language = state["language"]
    row.steps.all().delete()
    ids = {step["entry"] for step in state["steps"]}
    entries = Entry.objects.in_bulk(list(ids), field_name="id_code")
    for position, step in enumerate(state["steps"], start=1):
        entry = entries[step.pop("entry")]
        NarrativeStep.objects.create(
            narrative=row, position=position, entry=entry, **step
        )


@transaction.atomic
def withdraw_narrative(narrative: Narrative, by: User | None, reason: str) -> None:
    """Take a public one back; `reason` stands on its tombstone."""
    if not reason.strip():
        raise EditorialError(_("Say for readers why it is withdrawn."))
    row = _locked(narrative, by, "withdraw")
    row.withdrawal_reason = reason
    _to(row, "withdrawn", "withdraw", by, reason)


def _locked(narrative: Narrative, by: User | None, verb: str) -> Narrative:
    row = Narrative.objects.select_for_update().get(pk=narrative.pk)
    check(by, verb, row)
    return row


def _to(
    row: Narrative, status: str, verb: str, by: User | None, reason: str = ""
) -> None:
    row.status = status
    row.save()
    _record(row, verb, by, reason)


def _record(
    row: Narrative,
    verb: str,
    by: User | None,
    reason: str = "",
    *,
    override: bool = False,
    public_version: int | None = None,
) -> None:
    append(
        NarrativeRevision,
        row.pk,
        canonical(narrative_state(row)),
        verb,
        by,
        reason,
        override=override,
        public_version=public_version,
    )
