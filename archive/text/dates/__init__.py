"""Dates as sources state them: EDTF (ISO 8601-2), levels 0, 1 and 2."""

from ._counted_days import MONTH, YEAR, counted_days, reach
from ._day_numbers import OPEN_EARLIEST, OPEN_LATEST, day_number, from_day_number
from ._edtf import Edtf, find_printed, parse, read_printed, typed
from ._errors import REASONS, DateError
from ._printed import all_printed

__all__ = [
    "MONTH",
    "OPEN_EARLIEST",
    "OPEN_LATEST",
    "REASONS",
    "YEAR",
    "DateError",
    "Edtf",
    "all_printed",
    "counted_days",
    "day_number",
    "find_printed",
    "from_day_number",
    "parse",
    "reach",
    "read_printed",
    "typed",
]
