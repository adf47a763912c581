"""Merges of entries: what was moved, so that a merge can be undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.entries.entry import Entry


class EntryMerge(models.Model):
    """One entry was merged into another, by whom and why; for editors only.

    `moved` are rows that pointed to the merged entry, as `[model, key, column]`;
    `copied` rows of its own that the other one got, as `[model, key]`.
    """

    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="merges", verbose_name=_("entry")
    )
    into = models.ForeignKey(Entry, models.CASCADE, related_name="merges_here")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="merges"
    )
    reason = models.TextField()
    former_status = models.CharField(max_length=12)
    moved = models.JSONField(default=list)
    copied = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("merge of entries")
        verbose_name_plural = _("merges of entries")
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("entry",),
                condition=Q(undone_at__isnull=True),
                name="entry_merge_once",
            ),
            models.CheckConstraint(
                condition=~Q(entry=F("into")), name="entry_merge_not_with_itself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry} → {self.into}"
