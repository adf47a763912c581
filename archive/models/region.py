"""Places: country, province, prefecture, county."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from archive.text.folding import fold


class RegionQuerySet(models.QuerySet["Region"]):
    """Regions by their place in the tree."""

    def below(self, region: Region) -> RegionQuerySet:
        """The region and everything under it."""
        return self.filter(path__startswith=region.path)

    def top(self) -> RegionQuerySet:
        """Countries and the areas that stand beside them."""
        return self.filter(parent=None)

    def named(self, name: str) -> RegionQuerySet:
        """Regions that bear `name` in any language, or have it as their code."""
        return self.filter(
            Q(names__folded=fold(name)) | Q(code=name.upper())
        ).distinct()


class Region(models.Model):
    """A node of the tree; `path` is derived and holds the codes from the top."""

    class Level(models.TextChoices):
        COUNTRY = "country", "country"
        PROVINCE = "province", "province"
        PREFECTURE = "prefecture", "prefecture"
        COUNTY = "county", "county or city"

    code = models.CharField(
        max_length=16,
        unique=True,
        help_text="ISO 3166-1, ISO 3166-2, or CN- and GB/T 2260 below it.",
    )
    level = models.CharField(max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=80, unique=True, editable=False)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    outline = models.CharField(
        max_length=16, blank=True, help_text="Key of its outline on the map."
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(
                condition=Q(level__in=("country", "province", "prefecture", "county")),
                name="region_level_is_known",
            ),
        )

    def __str__(self) -> str:
        return self.name("en")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive the path; one query for the parent."""
        above = self.parent.path if self.parent else ""
        self.path = f"{above}{self.code}/"
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a region that would stand below itself."""
        super().clean()
        if self.parent and f"{self.code}/" in self.parent.path:
            raise ValidationError({"parent": "A region cannot stand below itself."})

    def get_absolute_url(self) -> str:
        """The region's page."""
        return reverse("archive:region-detail", args=[self.code])

    def name(self, language: str) -> str:
        """Its preferred name in `language`, else in English, else its code.

        Reads `names` as they are prefetched; one query otherwise.
        """
        names = {n.language: n.name for n in self.names.all() if n.is_preferred}
        short = language.split("-")[0]
        for wanted in (language, "zh-Hans" if short == "zh" else short, "en"):
            if wanted in names:
                return names[wanted]
        return next(iter(names.values()), self.code)


class RegionName(models.Model):
    """What a region is called in one language."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="names")
    language = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    is_preferred = models.BooleanField(default=False)

    class Meta:
        ordering = ("region", "language", "-is_preferred", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("region", "language", "name"), name="region_name_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive the folded form that look-ups use."""
        self.folded = self.fold(self.name)
        super().save(*args, **kwargs)

    @staticmethod
    def fold(text: str) -> str:
        """The form that look-ups compare, as long as its column."""
        return fold(text)[:200]
