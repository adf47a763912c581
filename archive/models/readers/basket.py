"""Baskets that readers kept behind a short address."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 26  # characters of 5 bits: nobody guesses 128 bits
KEY_FORM = r"[0-9a-z]{26}|[0-9a-z]{16}"  # those of 16 were given until 0.2


class Basket(models.Model):
    """A list of entries. It never changes, because its address may be printed.

    `lines` are pairs of id and note. Nothing about who made it is stored.
    """

    key = models.CharField(max_length=KEY_LENGTH, unique=True, editable=False)
    title = models.CharField(max_length=200, blank=True, editable=False)
    lines = models.JSONField(default=list, editable=False)
    size = models.PositiveIntegerField(
        editable=False, help_text="Bytes of the lines, for the bound on all baskets."
    )
    created_at = models.DateTimeField(
        default=timezone.now, db_index=True, editable=False
    )

    class Meta:
        verbose_name = _("basket")
        verbose_name_plural = _("baskets")
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"basket of {self.created_at:%Y-%m-%d}"
