"""What a reader asked for: address ↔ filters, one parser for every page."""

from ._branches import Branch
from ._orders import on_the_line
from ._reading import ROLES, SORTS, Problem
from ._selection import Selection
from ._tallied import Counted, Tallies, place_tallies, reckoned, tallies, value_of
from ._ways import Way, places, quickest
from ._words import ROLE_NAMES, SCHEME_NAMES, language_name

__all__ = [
    "ROLES",
    "ROLE_NAMES",
    "SCHEME_NAMES",
    "SORTS",
    "Branch",
    "Counted",
    "Problem",
    "Selection",
    "Tallies",
    "Way",
    "language_name",
    "on_the_line",
    "place_tallies",
    "places",
    "quickest",
    "reckoned",
    "tallies",
    "value_of",
]
