"""Import runs and their files."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.entries.entry import Entry


class ImportRun(models.Model):
    """One run of an importer, which can be undone as a whole.

    `entries` are those that the run created, or that a curation added to them.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    importer = models.CharField(max_length=40)
    entries = models.ManyToManyField(Entry, blank=True, related_name="import_runs")
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_reason = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"run {self.pk} of {self.importer}"


class ImportedFile(models.Model):
    """One file of a run; `outcome` says what the importer took each line for.

    A line is named by its number, not quoted: its words may be restricted later.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="files")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    outcome = models.JSONField(default=list)
    notes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ("run_id", "pk")

    def __str__(self) -> str:
        return self.file_name
