"""Days, times and the times of captures in the notation of the archive."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from archive.models import Capture
from archive.text import dates
from archive.text.punctuation import punctuation_marks

register = template.Library()


@register.filter("day")
def format_day(moment: datetime) -> str:
    """The day, in the time zone of the site and the reader's language:
    24 November 2026."""
    day = timezone.localdate(moment)
    return dates.parse_edtf(day.isoformat()).display(get_language() or "en")


@register.filter("iso_datetime")
def format_timestamp(moment: datetime) -> str:
    """ISO 8601 to the second, for `<time>`: HTML allows no microseconds."""
    return moment.isoformat(timespec="seconds")


@register.filter("day_and_time")
def format_moment(moment: datetime) -> str:
    """Day and time in the time zone of the site: 24 November 2026, 10:30 UTC+1."""
    marks = punctuation_marks(get_language() or "en")
    local = timezone.localtime(moment)
    minutes = int((local.utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    offset = f"{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
    zone = f"UTC{offset}" if minutes else "UTC"
    comma = marks.comma if marks.space else " "  # a Chinese date ends with 日
    return f"{format_day(moment)}{comma}{local:%H:%M} {zone}"


@register.filter("capture_time")
def describe_capture_time(capture: Capture) -> str:
    """The time, or the date that is known; empty where nothing is known."""
    if capture.captured_at:
        return format_moment(capture.captured_at)
    if not capture.captured:
        return ""
    return dates.parse_edtf(capture.captured).display(get_language() or "en")
