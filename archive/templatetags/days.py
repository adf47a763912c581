"""Moments as the archive writes days."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.translation import get_language

from archive.text import dates
from archive.text.punctuation import punctuation_marks

register = template.Library()


@register.filter
def day(moment: datetime) -> str:
    """The day in the reader's language: 24 November 2026."""
    return dates.parse_edtf(moment.date().isoformat()).display(get_language() or "en")


@register.filter
def stamp(moment: datetime) -> str:
    """The moment for a program, to the second: HTML allows no microseconds."""
    return moment.isoformat(timespec="seconds")


@register.filter
def moment(at: datetime) -> str:
    """The day and the time, in the archive's time zone: 24 November 2026, 10:30 UTC."""
    comma = punctuation_marks(get_language() or "en").comma
    return f"{day(at)}{comma}{at:%H:%M} UTC"
