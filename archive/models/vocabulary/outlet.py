"""Outlets: newspapers, agencies, institutes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.visible_text import VisibleCharField

from .region import Region


class Outlet(models.Model):
    """A publisher of articles."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = VisibleCharField(_("name"), max_length=200)
    country = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outlets",
        verbose_name=_("country"),
    )
    language = models.CharField(_("language"), max_length=16, default="und")
    url = models.URLField(_("website"), blank=True)
    issn = models.CharField(_("ISSN"), max_length=9, blank=True)

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
