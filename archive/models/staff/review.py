"""What reviewers say of an entry before it is published, and who reviews it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..entries.entry import Entry
from ..visible_text import VisibleTextField


class ReviewCommentQuerySet(models.QuerySet["ReviewComment"]):
    """Selects comments by whether somebody dealt with them."""

    def waiting(self) -> ReviewCommentQuerySet:
        """Those that nobody resolved yet."""
        return self.filter(resolved_at=None)


class ReviewComment(models.Model):
    """A comment on a part of an entry, for people who may see the entry at the desk.

    `entry` is the entry itself, also where its correction is reviewed. `field` is the
    name of a field (`title`), or the anchor of a passage or caption (`p3`), or "" for
    the whole; `of_text` the text of this part when the comment was written.
    """

    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="review_comments", editable=False
    )
    field = models.CharField(max_length=40, blank=True, editable=False)
    of_text = models.TextField(_("text commented on"), blank=True, editable=False)
    text = VisibleTextField(_("comment"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    resolved_at = models.DateTimeField(null=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )

    objects = ReviewCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("review comment")
        verbose_name_plural = _("review comments")
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(text=""), name="review_comment_has_text"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="review_comment_resolved_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.by} · {self.at:%Y-%m-%d}"


class ReviewAssignment(models.Model):
    """Who reviews an entry, or the correction of it, until it is published or put
    away."""

    entry = models.OneToOneField(
        Entry, models.CASCADE, related_name="review_assignment", editable=False
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="review_assignments"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("review assignment")
        verbose_name_plural = _("review assignments")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.entry} → {self.reviewer}"
