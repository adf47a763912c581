"""Passages: segments of an article, each with a permanent anchor."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from archive.models.visibility import public_passages, withheld_passages
from archive.models.visible_text import VisibleCharField, VisibleTextField

from .article import QUOTING_KINDS, Article


class PassageQuerySet(models.QuerySet["Passage"]):
    """Selects passages by who may see them."""

    def public(self) -> PassageQuerySet:
        """Passages that readers see and the index holds."""
        return self.filter(public_passages())

    def withheld(self) -> PassageQuerySet:
        """Passages that readers see as a placeholder."""
        return self.filter(withheld_passages())

    def left_out(self) -> PassageQuerySet:
        """Boilerplate: passages of the imported page that are not part of the
        article."""
        return self.exclude(left_out_because="")


class Passage(models.Model):
    """A segment of an article; `verbatim` is byte for byte as imported, `reading`
    corrects it."""

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph", _("paragraph")
        HEADING = "heading", _("heading")
        QUOTATION = "quotation", _("quotation")
        POST = "post", _("embedded post")
        TABLE = "table", _("table")
        BOILERPLATE = "boilerplate", _("boilerplate")

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="passages", verbose_name=_("article")
    )
    anchor = models.CharField(_("anchor"), max_length=8)
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(
        _("type"), max_length=12, choices=Kind, default=Kind.PARAGRAPH
    )
    verbatim = VisibleTextField(_("as printed"))
    reading = VisibleTextField(
        _("as it should read"),
        blank=True,
        help_text=_("Leave empty if nothing was emended."),
    )
    emendation = VisibleCharField(
        _("emendation"),
        max_length=300,
        blank=True,
        help_text=_("Who emended it, and why."),
    )
    language = models.CharField(_("language"), max_length=16, default="und")
    audience = models.CharField(
        _("visibility"),
        max_length=8,
        choices=(("public", _("public")), ("editors", _("editors only"))),
        default="public",
    )
    left_out_because = models.CharField(
        _("reason for leaving it out"),
        max_length=200,
        blank=True,
        help_text=_("Only for boilerplate, which readers don't see."),
    )

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ("article_id", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("article", "anchor"), name="passage_anchor_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind="boilerplate") | ~Q(left_out_because=""),
                name="passage_boilerplate_is_left_out",
            ),
        )

    def __str__(self) -> str:
        return f"{self.anchor}: {Truncator(self.text).words(8)}"

    def clean(self) -> None:
        """Refuse a quotation or post in a retold text. Raises `ValidationError`."""
        super().clean()
        is_retold = self.article.text_is == Article.TextIs.OWN_WORDS
        if is_retold and self.kind in QUOTING_KINDS:
            raise ValidationError(
                {
                    "kind": _(
                        "A retold text has no quotations or posts: make this a "
                        "paragraph."
                    )
                }
            )

    @property
    def text(self) -> str:
        """The text to read: the emended one, else the verbatim one."""
        return self.reading or self.verbatim

    @property
    def printed(self) -> str:
        """The verbatim text, under the name that photos use too."""
        return self.verbatim
