"""Moments as an editor reads them."""

from __future__ import annotations

from datetime import datetime

from django import template

from archive.models import User
from archive.models.staff.zoned_moments import describe_moment

register = template.Library()


@register.filter
def in_zone_of(moment: datetime, user: User) -> str:
    """A moment in words, in the time zone of this person and in UTC."""
    return describe_moment(moment, user.get_time_zone())
