"""Dates as sources state them: EDTF (ISO 8601-2), levels 0, 1 and 2."""

from ._counted_days import LONGEST_MONTH, LONGEST_YEAR, compute_reach, counted_days
from ._day_numbers import (
    OPEN_EARLIEST,
    OPEN_LATEST,
    day_number,
    format_year,
    from_day_number,
)
from ._edtf import (
    Edtf,
    find_printed_date,
    parse_date_of_days,
    parse_edtf,
    parse_typed_date,
    write_on_or_before,
)
from ._errors import DATE_ERROR_MESSAGES, DateError
from ._local_names import fold_month_name, load_month_names
from ._printed import find_all_printed
from ._typed import is_told_from_another_day

__all__ = [
    "DATE_ERROR_MESSAGES",
    "LONGEST_MONTH",
    "LONGEST_YEAR",
    "OPEN_EARLIEST",
    "OPEN_LATEST",
    "DateError",
    "Edtf",
    "compute_reach",
    "counted_days",
    "day_number",
    "find_all_printed",
    "find_printed_date",
    "fold_month_name",
    "format_year",
    "from_day_number",
    "is_told_from_another_day",
    "load_month_names",
    "parse_date_of_days",
    "parse_edtf",
    "parse_typed_date",
    "write_on_or_before",
]
