"""When a copy was made, in words."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from archive.models import Capture
from archive.text import dates

from .days import moment

register = template.Library()


@register.filter
def when_captured(copy: Capture) -> str:
    """The moment, or what is known of it; empty where nothing is."""
    if copy.captured_at:
        return moment(copy.captured_at)
    if not copy.captured:
        return ""
    return dates.parse_edtf(copy.captured).display(get_language() or "en")
