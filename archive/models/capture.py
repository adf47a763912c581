"""Preserved copies of originals."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from archive.text import dates

from .entry import Entry
from .refusal import refused


class Capture(models.Model):
    """One copy of an entry's original; for editors unless it is an outside copy.

    `captured_at` is the moment where it is known; `captured` is what is known of it
    otherwise, as EDTF (`2024-08-21/..`), and `captured_note` says from what.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="captures")
    url = models.URLField(max_length=1000, blank=True)
    captured_at = models.DateTimeField(null=True, blank=True)
    captured = models.CharField(max_length=64, blank=True, help_text="EDTF.")
    captured_note = models.CharField(
        max_length=200, blank=True, help_text="Where the moment is not known exactly."
    )
    method = models.CharField(max_length=80)
    media_type = models.CharField(max_length=80, blank=True)
    size = models.BigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file = models.FileField(upload_to="originals/", blank=True, editable=False)
    external_url = models.URLField(max_length=1000, blank=True)

    class Meta:
        ordering = ("entry", "captured_at", "pk")

    def __str__(self) -> str:
        return f"{self.method} of {self.entry}"

    def clean(self) -> None:
        """Say what is wrong with the date."""
        super().clean()
        try:
            dates.parse(self.captured) if self.captured else None
        except dates.DateError as error:
            raise ValidationError({"captured": refused(error)}) from error
