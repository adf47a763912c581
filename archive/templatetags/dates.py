"""Days, times and the times of captures in the notation of the archive."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.translation import get_language

from archive.models import Capture
from archive.text import dates
from archive.text.punctuation import punctuation_marks

register = template.Library()


@register.filter("day")
def format_day(moment: datetime) -> str:
    """The day in the reader's language: 24 November 2026."""
    return dates.parse_edtf(moment.date().isoformat()).display(get_language() or "en")


@register.filter("iso_datetime")
def format_timestamp(moment: datetime) -> str:
    """ISO 8601 to the second, for `<time>`: HTML allows no microseconds."""
    return moment.isoformat(timespec="seconds")


@register.filter("day_and_time")
def format_moment(moment: datetime) -> str:
    """Day and time in the archive's time zone: 24 November 2026, 10:30 UTC."""
    comma = punctuation_marks(get_language() or "en").comma
    return f"{format_day(moment)}{comma}{moment:%H:%M} UTC"


@register.filter("capture_time")
def describe_capture_time(capture: Capture) -> str:
    """The time, or the date that is known; empty where nothing is known."""
    if capture.captured_at:
        return format_moment(capture.captured_at)
    if not capture.captured:
        return ""
    return dates.parse_edtf(capture.captured).display(get_language() or "en")
