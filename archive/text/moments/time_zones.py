"""Time zones by name (IANA, as `America/New_York`), and moments in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

_NO_PLACES = ("Etc/", "posix/", "right/", "SystemV/", "US/", "Brazil/", "Chile/")


class MissingMomentError(ValueError):
    """The clocks of the zone were put forward over this time."""


@lru_cache(maxsize=1)
def list_time_zones() -> tuple[str, ...]:
    """The names of zones by place, in order, and `UTC`. Reads the list once."""
    names = available_timezones()
    places = [n for n in names if "/" in n and not n.startswith(_NO_PLACES)]
    return ("UTC", *sorted(places))


def find_time_zone(typed: str) -> str:
    """The name of a zone from its name or its place in any case: `new york` is
    `America/New_York`. Raises `ValueError` for none, or where several have it."""
    wanted = _fold_zone(typed)
    names = list_time_zones()
    found = [name for name in names if _fold_zone(name) == wanted]
    found = found or [n for n in names if _fold_zone(n.rpartition("/")[2]) == wanted]
    if len(found) != 1:
        raise ValueError(typed)
    return found[0]


def _fold_zone(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def place_moment(day: date, at: time, zone: str) -> datetime:
    """The moment in UTC at which the clocks of a zone show this day and time.

    Where they show it twice, the later one: an embargo never ends too early. Raises
    `MissingMomentError` where they never do.
    """
    local = datetime.combine(day, at, ZoneInfo(zone)).replace(fold=1)
    moment = local.astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(
        tzinfo=None, fold=0
    ):
        raise MissingMomentError(zone)
    return moment
