"""Batches: many searches of one reader, kept for a day behind a secret address."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# For which a worker claims a batch, and after which another may
MOST_LEASE = timedelta(seconds=30)


def make_secret_key() -> str:
    """A random key of 43 letters and digits (256 bits)."""
    return secrets.token_urlsafe(32)


class BatchQuerySet(models.QuerySet["Batch"]):
    """Selects batches by what is to be done with them."""

    def unexpired(self) -> BatchQuerySet:
        """Batches that readers may still see; every page starts here."""
        return self.filter(kept_until__gt=timezone.now())

    def expired(self) -> BatchQuerySet:
        """Batches to delete."""
        return self.filter(kept_until__lte=timezone.now())

    def waiting(self) -> BatchQuerySet:
        """Batches with queries that are not searched yet."""
        return self.unexpired().filter(finished_at__isnull=True)

    def claimable(self) -> BatchQuerySet:
        """Waiting batches that no worker holds, those untouched longest first.

        No worker holds one for longer than a lease: such a moment is of a wrong clock.
        """
        now = timezone.now()
        is_free = Q(free_at__lte=now) | Q(free_at__gt=now + MOST_LEASE)
        return self.waiting().filter(is_free).order_by("free_at")


class Batch(models.Model):
    """Many queries under the same filters. Who knows the address (`key`) may see it;
    nothing about the reader is stored.

    `filters` is the query string of the filters; `language` that of the interface, in
    which `notes` and notices are written; a worker holds the batch until `free_at`.
    """

    key = models.CharField(
        max_length=43, unique=True, default=make_secret_key, editable=False
    )
    filters = models.TextField(blank=True, editable=False)
    language = models.CharField(max_length=16, editable=False)
    notes = models.JSONField(default=list, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    kept_until = models.DateTimeField(db_index=True, editable=False)
    free_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch search")
        verbose_name_plural = _("batch searches")
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"batch of {self.created_at:%Y-%m-%d %H:%M}"


class BatchQuery(models.Model):
    """A query, by the number of its line; `total` is None until it was searched."""

    batch = models.ForeignKey(
        Batch, models.CASCADE, related_name="queries", editable=False
    )
    number = models.PositiveIntegerField(editable=False)
    text = models.CharField(max_length=1_000, editable=False)
    total = models.PositiveIntegerField(null=True, editable=False)
    notices = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("search in a batch")
        verbose_name_plural = _("searches in batches")
        ordering = ("batch_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("batch", "number"), name="batch_query_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"line {self.number} of {self.batch}"
