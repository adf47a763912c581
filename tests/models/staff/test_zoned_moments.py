"""Moments in words, in a time zone and in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import translation

from archive.models.staff.zoned_moments import describe_moment

MOMENT = datetime(2027, 2, 20, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "language", "words"),
    [
        (
            "America/New_York",
            "en",
            "Feb. 20, 2027, 09:00 in America/New York (UTC−05:00), which is 14:00 UTC",
        ),
        (
            "Pacific/Auckland",
            "en",
            "Feb. 21, 2027, 03:00 in Pacific/Auckland (UTC+13:00), "
            "which is Feb. 20, 2027, 14:00 UTC",
        ),
        ("UTC", "en", "Feb. 20, 2027, 14:00 UTC"),
    ],
)
def test_a_moment_names_the_zone_and_utc(zone, language, words):
    with translation.override(language):
        assert describe_moment(MOMENT, zone) == words
