"""Revisions of entries: one row for each editorial verb."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.entries.entry import Entry

from .chained_revision import ChainedRevision


class Revision(ChainedRevision):
    """The complete state of an entry after a verb.

    Publications also join one chain over all entries (`publication_sha256`). Only the
    head of that chain is public.
    """

    record_field = "entry"
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="revisions")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="revisions"
    )
    publication_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("entry_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "number"), name="revision_number_once"
            ),
            models.UniqueConstraint(
                fields=("entry", "public_version"), name="revision_version_once"
            ),
        )
