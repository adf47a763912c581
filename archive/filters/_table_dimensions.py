"""What the rows and columns of a table of entries can be."""

from __future__ import annotations

YEAR, KIND, REGION, TAG, SOURCE, OUTLET = (
    *("year", "kind", "region", "tag", "source", "outlet"),
)
LEVELS = ("province", "prefecture", "county")  # all regions of a level
# By dimension, the field of the filters that each of its values sets.
DIMENSION_FIELDS = {
    YEAR: "dates",
    KIND: "kinds",
    REGION: "regions",
    **dict.fromkeys(LEVELS, "regions"),
    TAG: "tags",
    SOURCE: "source",
    OUTLET: "outlets",
}
