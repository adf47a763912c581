"""What stands behind `region:`, `tag:`, `date:`, `kind:` and `language:`."""

from __future__ import annotations

from archive.models import ENTRY_KINDS
from archive.search.engines.query_tree import ColumnIn, QueryNode
from archive.text import dates
from archive.text.quantities.notations import find_whole_notations

from .index_filters import build_date_overlap
from .query_names import find_region_ids, find_tag_ids


def build_value_node(field: str, text: str) -> QueryNode | None:
    """The condition of a field of values; None where the value is not known."""
    if field == "region":
        pks = find_region_ids(text)
        return ColumnIn("regions", tuple(pks)) if pks else None
    if field == "tag":
        pks = find_tag_ids(text)
        return ColumnIn("tags", tuple(pks)) if pks else None
    if field == "kind":
        return (
            ColumnIn("kind", (text.lower(),)) if text.lower() in ENTRY_KINDS else None
        )
    if field == "language":
        column = "language" if "-" in text else "base_language"
        return ColumnIn(column, (text if "-" in text else text.lower(),))
    printed = [one.term for one in find_whole_notations(text) if "-" in one.term]
    try:
        edtf = dates.parse_edtf(printed[0] if printed else text)
    except dates.DateError:
        return None
    return build_date_overlap(edtf.earliest, edtf.latest)
