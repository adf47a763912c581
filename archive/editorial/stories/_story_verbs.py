"""The verbs of a story: each is called on all that it applies to, or on nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from archive.models import Entry, User

from .._revisions import lock_publications
from .._rights import EditorialError, require_right
from .._workflow import (
    change_state,
    lock_row,
    refuse_incomplete,
    refuse_unreviewed,
    release_version,
    wait_with_article,
)
from ..accounts import name_document, record_staff_event
from ..readiness import refuse_copied_words
from ._story_members import UNPUBLISHED, describe_members, list_story_members


def submit_story(article: Entry, by: User | None, reason: str = "") -> list[Entry]:
    """Ask for review of an article with its captions, sources and events; returns what
    was submitted. What `by` may not see stays as it is. Raises `EditorialError`."""
    refuse_copied_words(article)
    with transaction.atomic():
        due = _lock_members(article, by, "draft")
        if not due:
            raise EditorialError(_("Nothing of this story is a draft."))
        for each in due:
            require_right(by, "submit", each)
            refuse_incomplete(each)
            change_state(each, "submit", by, reason)
        return due


@transaction.atomic
def send_back_story(article: Entry, by: User | None, reason: str = "") -> list[Entry]:
    """Return all of a story that is in review, with the reason; returns what was
    returned. Raises `EditorialError`."""
    due = _lock_members(article, by, "in_review")
    if not due:
        raise EditorialError(_("Nothing of this story is in review."))
    is_own = by is None or all(each.created_by_id == by.pk for each in due)
    if not is_own and not reason.strip():
        raise EditorialError(_("Tell the author what is missing."))
    for each in due:
        require_right(by, "send_back", each)
        change_state(each, "send_back", by, reason)
    return due


def publish_story(
    article: Entry,
    by: User | None,
    reason: str = "",
    *,
    override: bool = False,
    seen: str = "",
) -> list[Entry]:
    """Publish all of a story that is not public yet, or nothing; returns what became
    public.

    The article must be in review, or public already. Its captions, sources and events
    that are still drafts are submitted first, by the publisher. Each is published under
    the rule of `publish`: nobody releases their own change alone. What appears for the
    first time waits for the end of the article's embargo. `seen` is what
    `describe_members` said when the publisher read the story: where it differs, nothing
    is published. Raises `EditorialError`.
    """
    refuse_copied_words(article)
    with transaction.atomic():
        lock_publications()
        due = _lock_members(article, by, *UNPUBLISHED)
        if seen and seen != describe_members(list_story_members(article, by)):
            raise EditorialError(
                _(
                    "Somebody changed this story after you opened the page. Nothing "
                    "was published: read the story again."
                )
            )
        if not due:
            raise EditorialError(_("All of this story is published already."))
        return list(_release_all(due, by, reason, override=override))


def _release_all(
    due: list[Entry], by: User | None, reason: str, *, override: bool
) -> Iterable[Entry]:
    article = due[-1] if due[-1].kind == "article" else None
    for each in due:
        if each.status == "draft" and each is not article:
            require_right(by, "submit", each)
            change_state(each, "submit", by, reason)
        require_right(by, "publish", each)
    own = {
        each.pk
        for each in due
        if refuse_unreviewed(each, by, reason, override=override)
    }
    for each in due:
        if article is not None:
            wait_with_article(each, article)
        _release_one(each, by, reason, is_own=each.pk in own)
        yield Entry.objects.get(pk=each.correction_of_id or each.pk)


def _release_one(member: Entry, by: User | None, reason: str, *, is_own: bool) -> None:
    if is_own:
        record_staff_event("published_alone", by, subject=name_document(member))
    release_version(member, by, reason, override=is_own)


def _lock_members(article: Entry, by: User | None, *states: str) -> list[Entry]:
    """The members in one of these states, locked: the article before all others, as
    every verb of an article does, and then by key. The article is the last of the
    list.

    A member that is gone or that somebody decided on meanwhile is left out.
    """
    row = lock_row(article, by, "view")
    if row.status == "withdrawn":
        raise EditorialError(_("The article of this story was withdrawn."))
    members = list_story_members(article, by)
    keys = [each.pk for each in members if each.status in states]
    rows = Entry.objects.filter(pk__in=keys, status__in=states)
    locked = {row.pk: row for row in rows.select_for_update().order_by("pk")}
    return [locked[each.pk] for each in members if each.pk in locked]
