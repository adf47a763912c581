"""Tallies: entry counts kept in the database, so that pages need not count rows."""

from ._column_numbers import ColumnNumbers
from ._month_counts import (
    CountedEntries,
    MonthCounts,
    RunningCounts,
    add_month_counts,
)
from ._row_counts import CountsByRole, count_rows_by_month, count_rows_by_role
from ._tallies import (
    ALL_ENTRIES,
    RegionTallies,
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
    "ColumnNumbers",
    "CountedEntries",
    "CountsByRole",
    "MonthCounts",
    "RegionTallies",
    "RunningCounts",
    "Tallies",
    "add_month_counts",
    "build_tally_key",
    "count_rows_by_month",
    "count_rows_by_role",
    "find_region_tallies",
    "find_tallies",
    "plan_entry_list",
]
