"""From filters to database queries: which public entries, in which order, and the
quickest way to read them."""

from ._filtering import find_entries
from ._ordering import order_dated_entries, order_entries
from ._query_plans import QueryPlan, choose_query_plan, slice_entries

__all__ = [
    "QueryPlan",
    "choose_query_plan",
    "find_entries",
    "order_dated_entries",
    "order_entries",
    "slice_entries",
]
