"""The ties of an entry to regions and tags."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.vocabulary.region import Region
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
