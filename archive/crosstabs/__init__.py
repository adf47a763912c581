"""Cross tables: entries counted by two dimensions, such as region and year."""

from ._axes import (
    ALL,
    EARLIER,
    PARAMETERS,
    UNDATED,
    Axis,
    AxisValue,
)
from ._crosstab import Crosstab, TableLimits, build_crosstab
from ._entry_counts import MOST_COUNTED_ENTRIES
from ._value_names import NAME_LANGUAGES, load_value_names

__all__ = [
    "ALL",
    "EARLIER",
    "MOST_COUNTED_ENTRIES",
    "NAME_LANGUAGES",
    "PARAMETERS",
    "UNDATED",
    "Axis",
    "AxisValue",
    "Crosstab",
    "TableLimits",
    "build_crosstab",
    "load_value_names",
]
