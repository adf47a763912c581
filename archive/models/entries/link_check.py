"""Checks of original addresses: whether the page is still there, and unchanged."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .entry import Entry


class LinkCheck(models.Model):
    """The result of the last check of an entry's original address.

    `first_sha256` is the hash of its text at `first_at`, when it was first reached;
    `failures` counts the checks in a row that failed.
    """

    class State(models.TextChoices):
        LIVE = "live", _("works")
        DRIFTED = "drifted", _("content changed")
        DEAD = "dead", _("dead")
        UNCLEAR = "unclear", _("could not be checked")

    entry = models.OneToOneField(
        Entry, models.CASCADE, related_name="link_check", editable=False
    )
    url = models.CharField(max_length=1000, editable=False)
    state = models.CharField(max_length=8, choices=State, editable=False)
    checked_at = models.DateTimeField(default=timezone.now, editable=False)
    detail = models.CharField(max_length=120, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    first_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    first_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("link check")
        verbose_name_plural = _("link checks")
        ordering = ("checked_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("live", "drifted", "dead", "unclear")),
                name="link_state_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.url} {self.state}"
