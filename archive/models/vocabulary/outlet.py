"""Newspapers, agencies, institutes: who published."""

from django.db import models

from .region import Region


class Outlet(models.Model):
    """A publisher of articles."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    country = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="outlets"
    )
    language = models.CharField(max_length=16, default="und")
    url = models.URLField(blank=True)
    issn = models.CharField(max_length=9, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
