"""Days and times on pages are those of the site's time zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from archive.models import Capture
from archive.templatetags.dates import (
    describe_capture_time,
    format_day,
    format_moment,
    format_timestamp,
)

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


def test_a_moment_without_a_readers_language_is_told_in_english():
    with translation.override(None):
        assert format_day(LATE) == "24 November 2026"
        assert format_moment(LATE) == "24 November 2026, 22:30 UTC"


def test_a_timestamp_ends_with_the_second():
    moment = datetime(2026, 11, 24, 22, 30, 5, 123_456, tzinfo=UTC)
    assert format_timestamp(moment) == "2026-11-24T22:30:05+00:00"


@pytest.mark.parametrize(
    ("captured_at", "captured", "said"),
    [
        (LATE, "2026-11", "24 November 2026, 22:30 UTC"),
        (LATE, "", "24 November 2026, 22:30 UTC"),
        (None, "2026-11", "November 2026"),
        (None, "", ""),
    ],
)
def test_the_most_exact_time_of_a_capture_that_is_known_is_told(
    captured_at, captured, said
):
    capture = Capture(captured_at=captured_at, captured=captured)
    for language in ("en", None):
        with translation.override(language):
            assert describe_capture_time(capture) == said
