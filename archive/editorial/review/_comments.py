"""Comments of reviewers and authors on a part of an entry."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import Entry, ReviewComment, User

from .._rights import EditorialError, require_right
from ._drafts import lock_draft

LONGEST_COMMENT = 4_000  # characters


def add_review_comment(
    entry: Entry, by: User, text: str, *, field: str = "", of_text: str = ""
) -> ReviewComment:
    """Comment on a part of an entry that is not public yet; writes no revision, for it
    changes nothing of the entry. Raises `EditorialError`."""
    words = text.strip()
    if not words:
        raise EditorialError(_("Write the comment before you save it."))
    if len(words) > LONGEST_COMMENT:
        template = _("Write at most %(most)s characters, or several comments.")
        raise EditorialError(template % {"most": LONGEST_COMMENT})
    with transaction.atomic():
        row = lock_draft(entry, by, "comment")
        return ReviewComment.objects.create(
            entry_id=row.correction_of_id or row.pk,
            field=field,
            of_text=of_text,
            text=words,
            by=by,
        )


def resolve_review_comment(comment: ReviewComment, entry: Entry, by: User) -> None:
    """Note that a comment is dealt with; a second time, nothing. `entry` is the draft
    that is reviewed. Raises `EditorialError`."""
    require_right(by, "comment", entry)
    rows = ReviewComment.objects.waiting().filter(pk=comment.pk)
    rows.update(resolved_at=timezone.now(), resolved_by=by)


def list_review_comments(entry: Entry) -> QuerySet[ReviewComment]:
    """The comments on an entry, the first written first; of a working copy those on
    the entry that it corrects."""
    key = entry.correction_of_id or entry.pk
    rows = ReviewComment.objects.filter(entry=key)
    return rows.select_related("by", "resolved_by")
