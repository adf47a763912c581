"""Printed texts with [sic] and the reading of emended parts."""

from __future__ import annotations

from typing import Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.text.emendations import EmendedPart, split_emendations

register = template.Library()


class EmendedText(Protocol):
    """A passage or a photo."""

    reading: str

    @property
    def printed(self) -> str:
        """The verbatim text."""


@register.filter("with_emendations")
def render_emendations(record: EmendedText) -> SafeString:
    """`Sozialkedit` followed by its reading; the rest as printed."""
    parts = split_emendations(record.printed, record.reading)
    return format_html_join("", "{}", ((_render_part(part),) for part in parts))


def _render_part(part: EmendedPart) -> str:
    if not part.reading:
        return part.printed
    return format_html(
        '<span class="sic">{} <span class="recte">[sic: {}]</span></span>',
        part.printed,
        part.reading,
    )
