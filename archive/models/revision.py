"""What happened to an entry: one row per editorial verb."""

from django.conf import settings
from django.db import models

from .entry import Entry


class Revision(models.Model):
    """The complete state after a verb, chained by SHA-256 per entry.

    `public_version` is set where the verb published; those rows also join one chain
    over all publications (`publication_sha256`), whose head alone is public.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="revisions"
    )
    verb = models.CharField(max_length=24)
    reason = models.TextField(blank=True)
    override = models.BooleanField(default=False)
    state = models.TextField(help_text="Canonical JSON (RFC 8785).")
    sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    public_version = models.PositiveIntegerField(null=True)
    publication_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("entry", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "number"), name="revision_number_once"
            ),
            models.UniqueConstraint(
                fields=("entry", "public_version"), name="revision_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry} r{self.number} {self.verb}"
