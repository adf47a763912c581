"""A text as printed, with [sic] and the reading where it was emended."""

from __future__ import annotations

from typing import Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.text.emendations import EmendedPart, split_emendations

register = template.Library()


class Emended(Protocol):
    """A passage or a photo."""

    reading: str

    @property
    def printed(self) -> str:
        """The verbatim text."""


@register.filter
def emended(record: Emended) -> SafeString:
    """`Sozialkedit` with its reading beside it; all else as printed."""
    found = split_emendations(record.printed, record.reading)
    return format_html_join("", "{}", ((_shown(part),) for part in found))


def _shown(part: EmendedPart) -> str:
    if not part.reading:
        return part.printed
    return format_html(
        '<span class="sic">{} <span class="recte">[sic: {}]</span></span>',
        part.printed,
        part.reading,
    )
