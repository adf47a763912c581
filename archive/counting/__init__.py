"""Counts that are kept in advance, and what they tell of filters and query plans."""

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
