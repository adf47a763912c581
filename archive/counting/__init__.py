"""Tallies: entry counts kept in the database, so that pages need not count rows."""

from ._month_counts import MonthCounts, RunningCounts
from ._tallies import (
    ALL_ENTRIES,
    Tallies,
    build_tally_key,
    find_region_tallies,
    find_tallies,
    plan_entry_list,
)
from ._value_counts import PAIR

__all__ = [
    "ALL_ENTRIES",
    "PAIR",
    "MonthCounts",
    "RunningCounts",
    "Tallies",
    "build_tally_key",
    "find_region_tallies",
    "find_tallies",
    "plan_entry_list",
]
