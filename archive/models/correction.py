"""The public log of corrections."""

from django.db import models

from .entry import Entry
from .revision import Revision


class Correction(models.Model):
    """What was wrong in a public version, and what is right."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "correction"
        CLARIFICATION = "clarification", "clarification"
        RETRACTION = "retraction", "retraction"

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="corrections")
    revision = models.ForeignKey(Revision, models.PROTECT)
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.CORRECTION)
    was_wrong = models.TextField()
    is_right = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} of {self.entry}"
