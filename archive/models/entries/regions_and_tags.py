"""The ties of an entry to regions and tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from archive.models.vocabulary.region import Region
from archive.models.vocabulary.shared_terms import load_regions, load_tags
from archive.models.vocabulary.tag import Tag


class EntryRegion(models.Model):
    """Ties an entry to a region in one role."""

    class Role(models.TextChoices):
        ABOUT = "about", _("about")
        HAPPENED_IN = "happened_in", _("happened in")
        SHOWN = "shown", _("shown in pictures")
        PUBLISHED_IN = "published_in", _("published in")

    # No index of their own: those below begin with them, and tell more.
    entry = models.ForeignKey(
        "archive.Entry",
        models.CASCADE,
        related_name="entry_regions",
        db_index=False,
        verbose_name=_("entry"),
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="entry_regions",
        db_index=False,
        verbose_name=_("region"),
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.ABOUT)

    class Meta:
        verbose_name = _("region of an entry")
        verbose_name_plural = _("regions of entries")
        ordering = ("entry_id", "role", "region")
        indexes = (
            models.Index(fields=("region", "role", "entry"), name="entries_of_region"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "region", "role"), name="entry_region_role_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry} · {self.get_role_display()} → {self.region}"


class Tagging(models.Model):
    """Ties an entry to a tag."""

    # As above.
    entry = models.ForeignKey(
        "archive.Entry",
        models.CASCADE,
        related_name="taggings",
        db_index=False,
        verbose_name=_("entry"),
    )
    tag = models.ForeignKey(
        Tag,
        models.PROTECT,
        related_name="taggings",
        db_index=False,
        verbose_name=_("tag"),
    )

    class Meta:
        verbose_name = _("tag of an entry")
        verbose_name_plural = _("tags of entries")
        ordering = ("entry_id", "tag")
        indexes = (models.Index(fields=("tag", "entry"), name="entries_of_tag"),)
        constraints = (
            models.UniqueConstraint(fields=("entry", "tag"), name="entry_tag_once"),
        )

    def __str__(self) -> str:
        return f"{self.entry} · {self.tag}"


def prefetch_vocabulary(entries: Sequence[Any]) -> None:
    """Prefetch regions and tags of entries with their names: two queries, and four for
    regions and tags that are not held. What many entries have is one object."""
    prefetch_related_objects(entries, "entry_regions", "taggings")
    ties = [tie for entry in entries for tie in entry.entry_regions.all()]
    regions = load_regions(tie.region_id for tie in ties)
    for tie in ties:
        tie.region = regions[tie.region_id]
    taggings = [tagging for entry in entries for tagging in entry.taggings.all()]
    tags = load_tags(tagging.tag_id for tagging in taggings)
    for tagging in taggings:
        tagging.tag = tags[tagging.tag_id]
