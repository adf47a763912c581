"""The public log of corrections."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.entries.entry import Entry
from archive.models.visibility import public_entries
from archive.models.visible_text import VisibleTextField

from .revision import Revision


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Selects corrections by who may read them."""

    def public(self) -> CorrectionQuerySet:
        """Published corrections of public entries."""
        return self.filter(public_entries("entry__"), revision__isnull=False)


class Correction(models.Model):
    """What was wrong in a public version, and what is right.

    Until the working copy is published, it belongs to that copy (`revision` and `at`
    are empty); then to the entry.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("correction")
        CLARIFICATION = "clarification", _("clarification")
        RETRACTION = "retraction", _("retraction")

    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="corrections", verbose_name=_("entry")
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, null=True, editable=False, verbose_name=_("revision")
    )
    kind = models.CharField(
        _("type"), max_length=14, choices=Kind, default=Kind.CORRECTION
    )
    was_wrong = VisibleTextField(_("what was wrong"))
    is_right = VisibleTextField(_("what is correct"))
    at = models.DateTimeField(_("date"), null=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(revision__isnull=True, at__isnull=True)
                | Q(revision__isnull=False, at__isnull=False),
                name="correction_dated_exactly_when_published",
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry} · {self.get_kind_display()}"
