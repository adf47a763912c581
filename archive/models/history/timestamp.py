"""Time stamps: an outside authority's proof that a checkpoint was there at a moment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Timestamp(models.Model):
    """The RFC 3161 answer for the text of the checkpoint of `size` leaves.

    `head` is the SHA-256 of that text. Without a size it is a head of the former chain
    of publications, and the answer is for it and a line end; those aren't public.
    """

    size = models.BigIntegerField(null=True, editable=False)
    head = models.CharField(max_length=64, unique=True, editable=False)
    at = models.DateTimeField(editable=False)
    authority = models.CharField(max_length=1000, editable=False)
    answer = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("timestamp")
        verbose_name_plural = _("timestamps")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.head[:12]} at {self.at:%Y-%m-%d %H:%M}"
