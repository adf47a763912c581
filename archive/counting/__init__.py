"""Tallies: entry counts kept in the database, so that pages need not count rows."""

from ._tallies import (
    ALL_ENTRIES,
    MonthCounts,
    Tallies,
    build_tally_key,
    find_region_tallies,
    find_tallies,
    plan_entry_list,
)

__all__ = [
    "ALL_ENTRIES",
    "MonthCounts",
    "Tallies",
    "build_tally_key",
    "find_region_tallies",
    "find_tallies",
    "plan_entry_list",
]
