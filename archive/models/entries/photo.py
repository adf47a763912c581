"""Photos: captions and credits, with or without the picture file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from archive.text import credits

from .entry import Entry


class Photo(Entry):
    """A photo in IPTC terms; valid without the picture."""

    KIND: ClassVar[str] = "photo"

    caption = models.TextField(blank=True, help_text="Verbatim.")
    reading = models.TextField(blank=True, help_text="Emended; empty = same.")
    emendation = models.CharField(max_length=300, blank=True)
    headline = models.CharField(max_length=300, blank=True)
    credit_line = models.CharField(
        max_length=200, blank=True, help_text="As printed; empty = not stated."
    )
    creator = models.CharField(max_length=200, blank=True)
    copyright_notice = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    alt_text = models.TextField(blank=True)
    sensitivity = models.CharField(max_length=120, blank=True)

    @property
    def text(self) -> str:
        """What is read: the emended caption, else the verbatim one."""
        return self.reading or self.caption

    @property
    def printed(self) -> str:
        """What was printed, by the name that passages share."""
        return self.caption

    @property
    def credit(self) -> str:
        """Who is credited, without the printed label (`Bild: dpa` → `dpa`)."""
        return credits.credited_name(self.credit_line)
