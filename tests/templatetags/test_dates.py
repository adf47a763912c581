"""Days and times on pages are those of the site's time zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from archive.templatetags.dates import format_day, format_moment

LATE = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "time"),
    [
        ("UTC", "24 November 2026", "22:30 UTC"),
        ("Europe/Zurich", "24 November 2026", "23:30 UTC+1"),
        ("Asia/Shanghai", "25 November 2026", "06:30 UTC+8"),
        ("Asia/Kolkata", "25 November 2026", "04:00 UTC+5:30"),
        ("America/New_York", "24 November 2026", "17:30 UTC-5"),
    ],
)
def test_a_moment_is_told_in_the_time_zone_of_the_site(zone, day, time):
    with timezone.override(zone), translation.override("en"):
        assert format_day(LATE) == day
        assert format_moment(LATE) == f"{day}, {time}"


def test_a_chinese_day_and_its_time_have_no_comma_between():
    with translation.override("zh-hans"):
        assert format_moment(LATE) == "2026年11月24日 22:30 UTC"
