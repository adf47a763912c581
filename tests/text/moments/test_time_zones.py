"""Time zones by name, and moments in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from archive.text.moments.time_zones import (
    MissingMomentError,
    find_time_zone,
    list_time_zones,
    place_moment,
)

DAY = date(2027, 2, 20)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("America/New_York", "America/New_York"),
        ("america/new york", "America/New_York"),
        (" New  York ", "America/New_York"),
        ("berlin", "Europe/Berlin"),
        ("Urumqi", "Asia/Urumqi"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_name_or_a_place_in_it(typed, name):
    assert find_time_zone(typed) == name


@pytest.mark.parametrize("typed", ["", "Nowhere", "EST5EDT", "+01:00", "../etc", "\0"])
def test_what_names_no_place_is_no_zone(typed):
    with pytest.raises(ValueError):
        find_time_zone(typed)


def test_the_list_names_places_and_utc():
    names = list_time_zones()
    assert names[0] == "UTC" and "Asia/Shanghai" in names
    assert not [name for name in names if name.startswith(("Etc/", "posix/"))]


@pytest.mark.parametrize(
    ("day", "at", "zone", "utc"),
    [
        (DAY, time(9), "America/New_York", datetime(2027, 2, 20, 14, tzinfo=UTC)),
        (DAY, time(9), "Asia/Shanghai", datetime(2027, 2, 20, 1, tzinfo=UTC)),
        (DAY, time(5), "Asia/Kathmandu", datetime(2027, 2, 19, 23, 15, tzinfo=UTC)),
        # Clocks show 02:30 twice on this day: the later one.
        (
            date(2027, 10, 31),
            time(2, 30),
            "Europe/Zurich",
            datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
        ),
    ],
)
def test_a_time_is_one_moment(day, at, zone, utc):
    assert place_moment(day, at, zone) == utc


def test_a_time_that_clocks_leave_out_is_none():
    with pytest.raises(MissingMomentError):
        place_moment(date(2027, 3, 28), time(2, 30), "Europe/Zurich")
