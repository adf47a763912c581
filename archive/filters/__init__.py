"""The filters that a reader sets: as typed values, and as the address of a page."""

from ._address_parser import ROLES, SORTS, parse_filters
from ._branches import EMPTY_BRANCH, Branch, Branches, load_branches
from ._search_filters import ParameterProblem, SearchFilters
from ._value_names import (
    ROLE_NAMES,
    SCHEME_NAMES,
    name_language,
)

__all__ = [
    "EMPTY_BRANCH",
    "ROLES",
    "ROLE_NAMES",
    "SCHEME_NAMES",
    "SORTS",
    "Branch",
    "Branches",
    "ParameterProblem",
    "SearchFilters",
    "load_branches",
    "name_language",
    "parse_filters",
]
