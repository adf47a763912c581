"""When each kept file was last compared with its SHA-256."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileCheck(models.Model):
    """The last comparison of a file in the folder of media, by its name there."""

    name = models.CharField(max_length=200, unique=True, editable=False)
    checked_at = models.DateTimeField(db_index=True, editable=False)
    is_right = models.BooleanField(editable=False)

    class Meta:
        verbose_name = _("check of a file")
        verbose_name_plural = _("checks of files")
        ordering = ("checked_at", "name")

    def __str__(self) -> str:
        return f"{self.name} {self.checked_at:%Y-%m-%d} {self.is_right}"
