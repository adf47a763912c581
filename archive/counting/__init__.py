"""Numbers of entries by month, kind, region and tag."""

from ._column_numbers import ColumnNumbers
from ._month_counts import (
    CountedEntries,
    EntryTotal,
    KindAndTagCounts,
    MonthCounts,
    RunningCounts,
    add_month_counts,
)
from ._row_counts import CountsByRole, count_rows_by_month, count_rows_by_role

__all__ = [
    "ColumnNumbers",
    "CountedEntries",
    "CountsByRole",
    "EntryTotal",
    "KindAndTagCounts",
    "MonthCounts",
    "RunningCounts",
    "add_month_counts",
    "count_rows_by_month",
    "count_rows_by_role",
]
