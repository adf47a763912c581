"""Moments in words, in a time zone that is named and in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def describe_moment(moment: datetime, zone: str) -> str:
    """As in *20 February 2027, 09:00 in America/New York (UTC−05:00), which is 14:00
    UTC*; in UTC only once."""
    utc = moment.astimezone(UTC)
    if zone == "UTC":
        return f"{_format_moment(utc)} UTC"
    local = moment.astimezone(ZoneInfo(zone))
    is_same_day = local.date() == utc.date()
    words = _("%(moment)s in %(zone)s (%(offset)s), which is %(utc)s UTC")
    return words % {
        "moment": _format_moment(local),
        "zone": zone.replace("_", " "),
        "offset": _format_offset(local),
        "utc": f"{utc:%H:%M}" if is_same_day else _format_moment(utc),
    }


def _format_moment(moment: datetime) -> str:
    return f"{date_format(moment, 'DATE_FORMAT')}, {moment:%H:%M}"


def _format_offset(moment: datetime) -> str:
    """As `UTC+05:45`, with a minus sign where it is behind."""
    offset = f"{moment:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}".replace("-", "\N{MINUS SIGN}")
