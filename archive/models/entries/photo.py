"""Photos: captions and credits, with or without the picture file."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from archive.models.visible_text import VisibleCharField, VisibleTextField
from archive.text import credits

from .entry import Entry


class Photo(Entry):
    """A photo with IPTC fields; it may have no picture file."""

    KIND: ClassVar[str] = "photo"

    caption = VisibleTextField(_("caption"), blank=True, help_text=_("As printed."))
    reading = VisibleTextField(
        _("as it should read"),
        blank=True,
        help_text=_("Emended caption. Leave empty if nothing was emended."),
    )
    emendation = VisibleCharField(_("emendation"), max_length=300, blank=True)
    headline = VisibleCharField(_("headline"), max_length=300, blank=True)
    credit_line = VisibleCharField(
        _("credit line"),
        max_length=200,
        blank=True,
        help_text=_("As printed. Leave empty if no credit is stated."),
    )
    creator = VisibleCharField(_("creator"), max_length=200, blank=True)
    copyright_notice = VisibleCharField(
        _("copyright notice"), max_length=300, blank=True
    )
    licence = VisibleCharField(_("licence"), max_length=120, blank=True)
    alt_text = VisibleTextField(_("alt text"), blank=True)
    sensitivity = VisibleCharField(_("sensitivity"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    @property
    def text(self) -> str:
        """The caption to read: the emended one, else the verbatim one."""
        return self.reading or self.caption

    @property
    def printed(self) -> str:
        """The verbatim caption, under the name that passages use too."""
        return self.caption

    @property
    def credit(self) -> str:
        """Who is credited, without the printed label (`Bild: dpa` → `dpa`)."""
        return credits.credited_name(self.credit_line)
