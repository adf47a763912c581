"""Words that were withheld from an entry or a story trail, and what they stood in."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.visible_text import VisibleCharField, VisibleTextField

from .entries.entry import Entry
from .history.chained_revision import ChainedRevision
from .history.revision import Revision
from .narrative import Narrative, NarrativeRevision


class RedactionQuerySet(models.QuerySet["Redaction"]):
    """Selects redactions by their record."""

    def of_record(self, record: Entry | Narrative) -> RedactionQuerySet:
        """The redactions of an entry or story trail."""
        column = "narrative" if isinstance(record, Narrative) else "entry"
        return self.filter(**{column: record.pk})


class Redaction(models.Model):
    """One decision to withhold words or to replace them by a pseudonym.

    `words` are what stood there: for publishers and administrators only, and empty
    after the erasure, which one person asks for and another confirms.
    """

    entry = models.ForeignKey(
        Entry, models.CASCADE, null=True, related_name="redactions"
    )
    narrative = models.ForeignKey(
        Narrative, models.CASCADE, null=True, related_name="redactions"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="redactions"
    )
    reason = models.TextField(_("reason"))
    field = models.CharField(max_length=80, blank=True)
    words = VisibleTextField(blank=True)
    replacement = VisibleCharField(max_length=200)
    restored_at = models.DateTimeField(null=True)
    erasure_asked_at = models.DateTimeField(null=True)
    erasure_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    erased_at = models.DateTimeField(null=True)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    cleaned_at = models.DateTimeField(null=True)

    objects = RedactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(entry__isnull=False, narrative__isnull=True)
                | models.Q(entry__isnull=True, narrative__isnull=False),
                name="redaction_of_one_record",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True)
                | (
                    models.Q(words="")
                    & ~models.Q(erased_by=models.F("erasure_asked_by"))
                ),
                name="redaction_erased_by_two_without_words",
            ),
        )

    def __str__(self) -> str:
        return f"{self.replacement} {self.at:%Y-%m-%d}"


@dataclass(frozen=True)
class SealedState:
    """The state of a revision before its first redaction, None where it was erased, and
    the SHA-256 of the state that the last redaction left."""

    original: str | None
    sha256: str


class SealedTextQuerySet(models.QuerySet["SealedText"]):
    """Selects the sealed texts of revisions."""

    def of_revisions(self, model: type[ChainedRevision]) -> SealedTextQuerySet:
        """The sealed states of revisions of this model that are still redacted."""
        column = get_sealed_column(model)
        rows = self.filter(redaction__restored_at=None, column="state")
        return rows.filter(**{f"{column}__isnull": False}).order_by("pk")

    def find_state(self, revision: ChainedRevision) -> SealedState:
        """The sealed state of a redacted revision; one query."""
        column = get_sealed_column(type(revision))
        rows = list(self.of_revisions(type(revision)).filter(**{column: revision}))
        return SealedState(rows[0].text or None, rows[-1].sha256)


def get_sealed_column(model: type[ChainedRevision]) -> str:
    """The column of `SealedText` that names a revision of this model."""
    return "narrative_revision" if model is NarrativeRevision else "revision"


class SealedText(models.Model):
    """One text as it stood before a redaction: the state of a revision, so that
    `verify` can compute its hash, or another field of a record.

    `sha256` is that of the text which the redaction left there. `text` is empty after
    the erasure.
    """

    redaction = models.ForeignKey(
        Redaction, models.CASCADE, related_name="sealed_texts"
    )
    revision = models.ForeignKey(
        Revision, models.CASCADE, null=True, related_name="sealed_texts"
    )
    narrative_revision = models.ForeignKey(
        NarrativeRevision, models.CASCADE, null=True, related_name="sealed_texts"
    )
    model = models.CharField(max_length=40, blank=True)
    key = models.BigIntegerField(null=True)
    column = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)

    objects = SealedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("sealed text")
        verbose_name_plural = _("sealed texts")
        ordering = ("redaction", "pk")

    def __str__(self) -> str:
        return f"{self.model} {self.key} {self.column}"
