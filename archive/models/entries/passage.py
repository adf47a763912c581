"""Segments of an article, each with a permanent anchor."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator

from archive.models.visibility import public_passages, withheld_passages

from .article import Article


class PassageQuerySet(models.QuerySet["Passage"]):
    """Passages by who may see them."""

    def public(self) -> PassageQuerySet:
        """What readers see and the index holds."""
        return self.filter(public_passages())

    def withheld(self) -> PassageQuerySet:
        """Those in whose place readers see that something is withheld."""
        return self.filter(withheld_passages())

    def left_out(self) -> PassageQuerySet:
        """What stood on the imported page and is not of the article."""
        return self.exclude(left_out_because="")


class Passage(models.Model):
    """One segment; `verbatim` is byte for byte as imported, `reading` emends it."""

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph", "paragraph"
        HEADING = "heading", "heading"
        QUOTATION = "quotation", "quotation"
        POST = "post", "embedded post"
        TABLE = "table", "table"
        BOILERPLATE = "boilerplate", "boilerplate"

    article = models.ForeignKey(Article, models.CASCADE, related_name="passages")
    anchor = models.CharField(max_length=8)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PARAGRAPH)
    verbatim = models.TextField()
    reading = models.TextField(blank=True, help_text="Emended text; empty = same.")
    emendation = models.CharField(
        max_length=300, blank=True, help_text="Who emended it, and why."
    )
    language = models.CharField(max_length=16, default="und")
    audience = models.CharField(
        max_length=8,
        choices=(("public", "public"), ("editors", "editors only")),
        default="public",
    )
    left_out_because = models.CharField(
        max_length=200, blank=True, help_text="Why readers do not see it (junk)."
    )

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ("article", "position")
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

    @property
    def text(self) -> str:
        """What is read: the emended text, else the verbatim one."""
        return self.reading or self.verbatim

    @property
    def printed(self) -> str:
        """What was printed, by the name that photos share."""
        return self.verbatim
