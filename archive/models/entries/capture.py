"""Captures: preserved copies of originals."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.visibility import (
    held_captures,
    public_captures,
    public_entries,
)
from archive.models.visible_text import VisibleCharField
from archive.text import dates

from .date_errors import explain_date_error
from .entry import Entry

READER_MEDIA_TYPES = (  # what a browser saves and does not run
    "application/warc",
    "application/warc+gzip",
    "application/wacz",
    "application/pdf",
)


class CaptureQuerySet(models.QuerySet["Capture"]):
    """Selects captures by who may see them."""

    def public(self) -> CaptureQuerySet:
        """Captures of public entries that an editor released to readers."""
        return self.filter(public_entries("entry__"), public_captures())

    def held(self) -> CaptureQuerySet:
        """Captures of public entries of which readers learn only that there is one."""
        return self.filter(public_entries("entry__"), held_captures())


class Capture(models.Model):
    """One copy of an entry's original, or where one is kept elsewhere.

    It is for editors, with all that is known of it, unless one of them decided that
    readers may have it; a file never, where a browser would run it. `captured_at` is
    the moment where it is known; `captured` is what is known of it otherwise, as EDTF
    (`2024-08-21/..`), and `captured_note` says from what.
    """

    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="captures", verbose_name=_("entry")
    )
    url = models.URLField(_("link to the original"), max_length=1000, blank=True)
    captured_at = models.DateTimeField(_("captured at"), null=True, blank=True)
    captured = models.CharField(
        _("approximate date of capture"),
        max_length=64,
        blank=True,
        help_text=_(
            "If the exact time is unknown: 2024-08-21, 2024-08-21/.. or 2024~."
        ),
    )
    captured_note = VisibleCharField(
        _("note on the date"),
        max_length=200,
        blank=True,
        help_text=_("How you know the approximate date."),
    )
    method = VisibleCharField(_("method"), max_length=80)
    media_type = models.CharField(_("file type"), max_length=80, blank=True)
    size = models.BigIntegerField(_("size"), null=True, blank=True)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64, blank=True)
    file = models.FileField(
        _("file"), upload_to="originals/", blank=True, editable=False
    )
    external_url = models.URLField(
        _("link to a copy elsewhere"), max_length=1000, blank=True
    )
    audience = models.CharField(
        _("visibility"),
        max_length=8,
        choices=(("public", _("public")), ("editors", _("editors only"))),
        default="editors",
        editable=False,
    )

    objects = CaptureQuerySet.as_manager()

    class Meta:
        verbose_name = _("archived copy")
        verbose_name_plural = _("archived copies")
        ordering = ("entry_id", "captured_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(audience="editors")
                | Q(audience="public", media_type__in=READER_MEDIA_TYPES) & ~Q(file="")
                | Q(audience="public", file="") & ~Q(external_url=""),
                name="capture_public_is_for_readers",
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry} · {self.method}"

    def clean(self) -> None:
        """Check the date, and write it as EDTF. Raises `ValidationError`."""
        super().clean()
        try:
            if self.captured:
                self.captured = dates.parse_typed_date(self.captured).text
        except dates.DateError as error:
            raise ValidationError({"captured": explain_date_error(error)}) from error
