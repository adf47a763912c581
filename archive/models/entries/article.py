"""Articles and their photo placements."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.text import Truncator

from archive.models.vocabulary.outlet import Outlet

from .entry import Entry
from .photo import Photo


class Article(Entry):
    """A newspaper article; its body is its passages, in order."""

    KIND: ClassVar[str] = "article"

    class TextIs(models.TextChoices):
        FULL = "full", "the full text"
        OWN_WORDS = "own_words", "retold by the archive"

    class TextAccess(models.TextChoices):
        PUBLIC = "public", "public"
        EDITORS = "editors", "editors only"

    text_is = models.CharField(max_length=10, choices=TextIs, default=TextIs.FULL)
    text_access = models.CharField(
        max_length=8, choices=TextAccess, default=TextAccess.PUBLIC
    )
    kicker = models.CharField(max_length=200, blank=True)
    lead = models.TextField(blank=True)
    byline = models.CharField(max_length=200, blank=True, help_text="As printed.")
    outlet = models.ForeignKey(
        Outlet, models.PROTECT, null=True, blank=True, related_name="articles"
    )
    section = models.CharField(max_length=120, blank=True)
    original_url = models.URLField(max_length=1000, blank=True)
    original_file = models.FileField(upload_to="originals/", blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    retrieved_at = models.DateTimeField(null=True, blank=True)
    photos = models.ManyToManyField(Photo, through="Placement")


class Placement(models.Model):
    """Where a photo stands in an article; `anchor` is permanent, like `c5`."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="placements")
    photo = models.ForeignKey(Photo, models.CASCADE, related_name="placements")
    anchor = models.CharField(max_length=8)
    position = models.PositiveIntegerField()
    series_heading = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("article", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("article", "anchor"), name="placement_anchor_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.anchor}: {Truncator(self.photo.text).words(8)}"
