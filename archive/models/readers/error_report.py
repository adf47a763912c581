"""Errors that readers reported."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.entries.entry import Entry
from archive.models.history.revision import Revision
from archive.models.visible_text import VisibleTextField

from .batch import make_secret_key


class ErrorReportQuerySet(models.QuerySet["ErrorReport"]):
    """Selects reports by what is to be done with them."""

    def waiting(self) -> ErrorReportQuerySet:
        """Unanswered reports, oldest first."""
        return self.filter(state__in=("new", "taken_up")).order_by("created_at", "pk")


class ErrorReport(models.Model):
    """A reader's report that something is wrong in a public version.

    Nothing about the reader is stored: who knows the address (`key`) sees the answer.
    `stamp` is the hash of the form's signed stamp, so that a form gives one report
    only.
    """

    class State(models.TextChoices):
        NEW = "new", _("waiting")
        TAKEN_UP = "taken_up", _("being corrected")
        CORRECTED = "corrected", _("corrected")
        ANSWERED = "answered", _("answered")

    key = models.CharField(
        max_length=43, unique=True, default=make_secret_key, editable=False
    )
    stamp = models.CharField(max_length=64, unique=True, editable=False)
    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="error_reports", editable=False
    )
    version = models.PositiveIntegerField(editable=False)
    anchor = models.CharField(max_length=8, blank=True, editable=False)
    text = models.TextField(editable=False)
    created_at = models.DateTimeField(
        default=timezone.now, db_index=True, editable=False
    )
    state = models.CharField(
        max_length=9, choices=State, default=State.NEW, editable=False
    )
    answer = VisibleTextField(blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False
    )
    revision = models.ForeignKey(
        Revision, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader's report")
        verbose_name_plural = _("readers' reports")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("new", "taken_up"), answered_at__isnull=True)
                | Q(state__in=("corrected", "answered"), answered_at__isnull=False),
                name="report_dated_exactly_when_answered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry} · {self.created_at:%Y-%m-%d}"
