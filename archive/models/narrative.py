"""Narratives: entries in an order, with comments."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from archive.models.page_paths import build_page_path
from archive.models.visible_text import VisibleCharField, VisibleTextField
from archive.text import idcodes

from .entries.entry import Entry
from .history.chained_revision import ChainedRevision
from .visibility import public_narratives, withdrawn_narratives


class NarrativeQuerySet(models.QuerySet["Narrative"]):
    """Selects narratives by who may read them."""

    def public(self) -> NarrativeQuerySet:
        """Narratives that anybody may read, as last published, whatever is being
        edited."""
        return self.filter(public_narratives())

    def withdrawn(self) -> NarrativeQuerySet:
        """Narratives that were public and were withdrawn."""
        return self.filter(withdrawn_narratives())

    def with_published(self) -> NarrativeQuerySet:
        """Annotate `published`: the state that was published last, as canonical
        JSON."""
        rows = NarrativeRevision.objects.filter(narrative=OuterRef("pk"))
        last = rows.exclude(public_version=None).order_by("-public_version")
        return self.annotate(published=Subquery(last.values("state")[:1]))

    def leading_over(self, entry: Entry) -> NarrativeQuerySet:
        """Narratives whose published state has a step at `entry`; reads every state."""
        step = f'"entry":"{entry.id_code}"'
        return self.with_published().filter(published__contains=step)  # type: ignore[misc]


class Narrative(models.Model):
    """The text being edited; readers see the state that was published last.

    Opening a published narrative for editing therefore changes nothing in public. Only
    `archive.editorial` changes `status` and `version`.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    kind = "narrative"

    id_code = models.CharField(
        _("permanent ID"), max_length=8, unique=True, editable=False
    )
    title = VisibleCharField(_("title"), max_length=400)
    summary = VisibleTextField(
        _("summary"),
        blank=True,
        help_text=_("What this story trail shows, in a few sentences."),
    )
    language = models.CharField(
        _("language"),
        max_length=16,
        default="und",
        help_text=_("Language code: de-CH, en, zh-Hans; und if unknown."),
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    edit_number = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="narratives",
        verbose_name=_("created by"),
    )
    modified_at = models.DateTimeField(_("last edited"), auto_now=True)
    first_published_at = models.DateTimeField(
        _("first published"), null=True, editable=False
    )
    withdrawal_reason = VisibleTextField(
        _("reason for withdrawal"), blank=True, editable=False
    )
    is_demonstration = models.BooleanField(
        _("example entry"), default=False, editable=False
    )

    objects = NarrativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("story trail")
        verbose_name_plural = _("story trails")
        ordering = ("-first_published_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    status__in=("draft", "in_review", "published", "withdrawn")
                ),
                name="narrative_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(first_published_at__isnull=False, version__gte=1),
                name="narrative_published_has_version",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with a permanent id for a new narrative."""
        self.id_code = self.id_code or idcodes.new_id_code()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The address of the narrative's page."""
        return get_narrative_address(self.id_code, self.title)

    @property
    def is_correction(self) -> bool:
        """Whether it is being edited while readers see the published state."""
        return bool(self.version) and self.status in ("draft", "in_review")

    @property
    def id_code_display(self) -> str:
        """The id as it is printed: 4F7K-9Q2T."""
        return idcodes.format_id_code(self.id_code)


class NarrativeStep(models.Model):
    """One entry of a narrative, with the comment of the editor."""

    narrative = models.ForeignKey(
        Narrative, models.CASCADE, related_name="steps", verbose_name=_("story trail")
    )
    position = models.PositiveIntegerField(_("position"))
    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="narrative_steps", verbose_name=_("entry")
    )
    anchor = models.CharField(
        _("anchor"),
        max_length=8,
        blank=True,
        help_text=_(
            "The passage (p3) or caption (c5) that this step is about. "
            "Leave empty for the whole entry."
        ),
    )
    heading = VisibleCharField(_("heading"), max_length=200, blank=True)
    note = VisibleTextField(_("note"), blank=True, help_text=_("What this step shows."))

    class Meta:
        verbose_name = _("step of a story trail")
        verbose_name_plural = _("steps of story trails")
        ordering = ("narrative_id", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(anchor="") | Q(anchor__regex=r"^[pc][1-9][0-9]{0,5}$"),
                name="narrative_step_anchor_is_one",
                violation_error_message=_(
                    "Write p3 for passage 3 or c5 for caption 5."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.narrative} {self.position}"


class NarrativeRevision(ChainedRevision):
    """The complete text of a narrative after a verb."""

    record_field = "narrative"
    narrative = models.ForeignKey(Narrative, models.PROTECT, related_name="revisions")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="narrative_revisions",
    )

    class Meta:
        verbose_name = _("revision of a story trail")
        verbose_name_plural = _("revisions of story trails")
        ordering = ("narrative_id", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("narrative", "number"), name="narrative_revision_number_once"
            ),
            models.UniqueConstraint(
                fields=("narrative", "public_version"),
                name="narrative_revision_version_once",
            ),
        )


def get_narrative_address(id_code: str, title: str) -> str:
    """The address of a narrative's page, from its id and published title."""
    slug = slugify(title)[:80].strip("-") or "-"
    return build_page_path("archive:narrative-detail", id_code, slug)
