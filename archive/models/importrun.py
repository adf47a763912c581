"""What was brought in, when, by whom."""

from django.conf import settings
from django.db import models

from .entry import Entry


class ImportRun(models.Model):
    """One run of an importer over one file; can be undone as one."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    importer = models.CharField(max_length=40)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    outcome = models.JSONField(default=list)
    entries = models.ManyToManyField(Entry, blank=True, related_name="import_runs")

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.importer}: {self.file_name}"
