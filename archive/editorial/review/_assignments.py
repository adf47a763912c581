"""Who reviews an entry."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import Entry, ReviewAssignment, User

from .._rights import EDITORS_AND_PUBLISHERS, EditorialError
from ._drafts import lock_draft


def assign_reviewer(entry: Entry, reviewer: User | None, by: User) -> bool:
    """Say who reviews a draft, or with None that nobody does; whether that is new.

    Only editors and publishers review, and nobody what they created themselves. Raises
    `EditorialError`.
    """
    with transaction.atomic():
        row = lock_draft(entry, by, "assign")
        assignments = ReviewAssignment.objects.filter(entry=_get_key(row))
        if reviewer is None:
            return bool(assignments.delete()[0])
        if not list_reviewers(row).filter(pk=reviewer.pk).exists():
            raise EditorialError(
                _("%(name)s can't review this. Choose another editor or publisher.")
                % {"name": reviewer.get_username()}
            )
        if assignments.filter(reviewer=reviewer).exists():
            return False
        ReviewAssignment.objects.update_or_create(
            entry_id=_get_key(row),
            defaults={"reviewer": reviewer, "by": by, "at": timezone.now()},
        )
        return True


def end_assignment(entry: Entry) -> None:
    """Forget who reviews an entry: it is published, or put away."""
    ReviewAssignment.objects.filter(entry=_get_key(entry)).delete()


def list_reviewers(entry: Entry | None = None) -> QuerySet[User]:
    """The people who may review an entry, by name: editors and publishers but its
    author. Without an entry, all who review."""
    people = User.objects.filter(
        is_active=True, groups__name__in=EDITORS_AND_PUBLISHERS
    )
    if entry is not None and entry.created_by_id:
        people = people.exclude(pk=entry.created_by_id)
    return people.distinct().order_by("username")


def _get_key(entry: Entry) -> int:
    """The key of the entry itself, also of its working copy."""
    return entry.correction_of_id or entry.pk
