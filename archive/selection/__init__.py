"""What a reader asked for: address ↔ filters, one parser for every page."""

from ._reading import KINDS, ROLES, SORTS, Problem
from ._selection import Selection
from ._words import KIND_NAMES, KIND_PLURALS, ROLE_NAMES, SCHEME_NAMES, language_name

__all__ = [
    "KINDS",
    "KIND_NAMES",
    "KIND_PLURALS",
    "ROLES",
    "ROLE_NAMES",
    "SCHEME_NAMES",
    "SORTS",
    "Problem",
    "Selection",
    "language_name",
]
