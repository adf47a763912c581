"""The filters that a reader sets: as typed values, and as the address of a page."""

from ._added_moments import count_microseconds, find_added_moments
from ._address_parser import (
    ROLES,
    SORTS,
    leave_out_problems,
    parse_carried_basket,
    parse_filters,
)
from ._branches import EMPTY_BRANCH, Branch, Branches, load_branches
from ._choice import Choice, Choices, list_chosen, list_excluded, make_choices
from ._entry_sets import find_listed_ids
from ._search_filters import ParameterProblem, SearchFilters
from ._table_dimensions import (
    DIMENSION_FIELDS,
    KIND,
    LEVELS,
    OUTLET,
    REGION,
    SOURCE,
    TAG,
    YEAR,
)
from ._value_names import (
    ADDED,
    CHANGE_NAMES,
    CORRECTED,
    ROLE_NAMES,
    ROLE_TAB_NAMES,
    SCHEME_NAMES,
    WITHDRAWN,
    name_language,
)

__all__ = [
    "ADDED",
    "CHANGE_NAMES",
    "CORRECTED",
    "DIMENSION_FIELDS",
    "EMPTY_BRANCH",
    "KIND",
    "LEVELS",
    "OUTLET",
    "REGION",
    "ROLES",
    "ROLE_NAMES",
    "ROLE_TAB_NAMES",
    "SCHEME_NAMES",
    "SORTS",
    "SOURCE",
    "TAG",
    "WITHDRAWN",
    "YEAR",
    "Branch",
    "Branches",
    "Choice",
    "Choices",
    "ParameterProblem",
    "SearchFilters",
    "count_microseconds",
    "find_added_moments",
    "find_listed_ids",
    "leave_out_problems",
    "list_chosen",
    "list_excluded",
    "load_branches",
    "make_choices",
    "name_language",
    "parse_carried_basket",
    "parse_filters",
]
