"""The moments between which an entry was added, of a date in the address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from archive.text import dates

# Days beyond these are moved to them: nothing was added before or after.
FIRST_DAY, LAST_DAY = dates.day_number(2, 1, 1), dates.day_number(9998, 12, 31)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def find_added_moments(added: dates.Edtf) -> tuple[datetime, datetime]:
    """The first moment of a date's first day, and the first after its last day, in the
    time zone of the site; an open end is the year 2 or 9998."""
    return _find_first_moment(added.earliest), _find_first_moment(added.latest + 1)


def count_microseconds(moment: datetime) -> int:
    """Microseconds since 1970, as the index of words holds when an entry was added."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _find_first_moment(day: int) -> datetime:
    near = max(FIRST_DAY, min(LAST_DAY, day))
    return datetime(
        *dates.from_day_number(near), tzinfo=timezone.get_current_timezone()
    )
