"""What stands behind `region:`, `tag:`, `date:`, `kind:` and `language:`."""

from __future__ import annotations

from archive.models import ENTRY_KINDS
from archive.search.engines.query_tree import Among, Node
from archive.text import dates
from archive.text.quantities.notations import find_whole_notations

from .index_filters import touching
from .query_names import region_ids, tag_ids


def value(field: str, text: str) -> Node | None:
    """The condition of a field of values; None where the value is not known."""
    if field == "region":
        pks = region_ids(text)
        return Among("regions", tuple(pks)) if pks else None
    if field == "tag":
        pks = tag_ids(text)
        return Among("tags", tuple(pks)) if pks else None
    if field == "kind":
        return Among("kind", (text.lower(),)) if text.lower() in ENTRY_KINDS else None
    if field == "language":
        column = "language" if "-" in text else "base_language"
        return Among(column, (text if "-" in text else text.lower(),))
    printed = [one.term for one in find_whole_notations(text) if "-" in one.term]
    try:
        edtf = dates.parse_edtf(printed[0] if printed else text)
    except dates.DateError:
        return None
    return touching(edtf.earliest, edtf.latest)
