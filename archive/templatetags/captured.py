"""The time of a capture, in words."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from archive.models import Capture
from archive.text import dates

from .days import format_moment

register = template.Library()


@register.filter("when_captured")
def describe_capture_time(capture: Capture) -> str:
    """The time, or the date that is known; empty where nothing is known."""
    if capture.captured_at:
        return format_moment(capture.captured_at)
    if not capture.captured:
        return ""
    return dates.parse_edtf(capture.captured).display(get_language() or "en")
