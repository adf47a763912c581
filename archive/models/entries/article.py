"""Articles and their photo placements."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from archive.models.visible_text import VisibleCharField, VisibleTextField
from archive.models.vocabulary.outlet import Outlet

from .entry import Entry
from .photo import Photo

# What only an article with its own full text has (see `quoting_triggers`).
QUOTING_KINDS = ("quotation", "post")
QUOTING_RELATION = "quotes"


class Article(Entry):
    """A newspaper article; its body is its passages, in order."""

    KIND: ClassVar[str] = "article"

    class TextIs(models.TextChoices):
        FULL = "full", _("full text")
        OWN_WORDS = "own_words", _("retold by the archive")

    class TextAccess(models.TextChoices):
        PUBLIC = "public", _("public")
        EDITORS = "editors", _("editors only")

    text_is = models.CharField(
        _("type of text"), max_length=10, choices=TextIs, default=TextIs.FULL
    )
    text_access = models.CharField(
        _("visibility of the text"),
        max_length=8,
        choices=TextAccess,
        default=TextAccess.PUBLIC,
    )
    kicker = VisibleCharField(_("kicker"), max_length=200, blank=True)
    lead = VisibleTextField(_("lead"), blank=True)
    byline = VisibleCharField(
        _("byline"), max_length=200, blank=True, help_text=_("As printed.")
    )
    outlet = models.ForeignKey(
        Outlet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("outlet"),
    )
    section = VisibleCharField(_("section"), max_length=120, blank=True)
    issued_by = VisibleCharField(
        _("text issued by"),
        max_length=200,
        blank=True,
        help_text=_("Who wrote the text, where the outlet only republishes it."),
    )
    original_url = models.URLField(
        _("link to the original"), max_length=1000, blank=True
    )
    original_file = models.FileField(
        _("original file"), upload_to="originals/", blank=True, editable=False
    )
    sha256 = models.CharField(
        _("checksum (SHA-256)"),
        max_length=64,
        blank=True,
        editable=False,
        db_index=True,
    )
    original_audience = models.CharField(
        _("visibility of the original's checksum"),
        max_length=8,
        choices=Entry.Audience.choices,
        default="editors",
        editable=False,
    )
    retrieved_at = models.DateTimeField(_("retrieved on"), null=True, blank=True)
    photos = models.ManyToManyField(
        Photo, through="Placement", verbose_name=_("photos")
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        """Refuse to call a text retold that quotes. Raises `ValidationError`."""
        super().clean()
        if self.text_is != self.TextIs.OWN_WORDS or self.pk is None:
            return
        quoting = self.passages.filter(kind__in=QUOTING_KINDS).exists()
        if quoting or self.citations.filter(relation=QUOTING_RELATION).exists():
            raise ValidationError(
                {
                    "text_is": _(
                        "A retold text has no quotations or posts: make them "
                        "paragraphs, and let sources be reported, not quoted."
                    )
                }
            )


class Placement(models.Model):
    """The position of a photo in an article; its `anchor`, such as `c5`, is
    permanent."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="placements", verbose_name=_("article")
    )
    photo = models.ForeignKey(
        Photo, models.CASCADE, related_name="placements", verbose_name=_("photo")
    )
    anchor = models.CharField(_("anchor"), max_length=8)
    position = models.PositiveIntegerField(_("position"))
    series_heading = VisibleCharField(
        _("heading of the photo series"), max_length=300, blank=True
    )

    class Meta:
        verbose_name = _("caption in an article")
        verbose_name_plural = _("captions in articles")
        ordering = ("article_id", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("article", "anchor"), name="placement_anchor_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.anchor}: {Truncator(self.photo.text).words(8)}"
