"""Preserved copies of originals."""

from django.db import models

from .entry import Entry


class Capture(models.Model):
    """One copy of an entry's original; for editors unless it is an outside copy."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="captures")
    url = models.URLField(max_length=1000, blank=True)
    captured_at = models.DateTimeField(null=True, blank=True)
    captured_note = models.CharField(
        max_length=200, blank=True, help_text="Where the moment is not known exactly."
    )
    method = models.CharField(max_length=80)
    media_type = models.CharField(max_length=80, blank=True)
    size = models.BigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    external_url = models.URLField(max_length=1000, blank=True)

    class Meta:
        ordering = ("entry", "captured_at")

    def __str__(self) -> str:
        return f"{self.method} of {self.entry}"
