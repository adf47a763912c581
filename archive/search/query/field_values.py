"""What stands behind `region:`, `tag:`, `date:`, `kind:` and `language:`."""

from __future__ import annotations

from collections.abc import Callable

from archive.models import ENTRY_KINDS
from archive.search.engines.query_tree import ColumnIn, QueryNode
from archive.text import dates
from archive.text.quantities.notations import find_whole_notations

from .index_filters import build_date_overlap
from .query_names import find_region_ids, find_tag_ids


def build_value_node(field: str, text: str) -> QueryNode | None:
    """The condition of a field of values; None where the value is not known."""
    return _NODE_BUILDERS[field](text)


def _build_region_node(text: str) -> QueryNode | None:
    pks = find_region_ids(text)
    return ColumnIn("regions", tuple(pks)) if pks else None


def _build_tag_node(text: str) -> QueryNode | None:
    pks = find_tag_ids(text)
    return ColumnIn("tags", tuple(pks)) if pks else None


def _build_kind_node(text: str) -> QueryNode | None:
    kind = text.lower()
    return ColumnIn("kind", (kind,)) if kind in ENTRY_KINDS else None


def _build_language_node(text: str) -> QueryNode:
    if "-" in text:
        return ColumnIn("language", (text,))
    return ColumnIn("base_language", (text.lower(),))


def _build_date_node(text: str) -> QueryNode | None:
    printed = [one.term for one in find_whole_notations(text) if "-" in one.term]
    try:
        edtf = dates.parse_edtf(printed[0] if printed else text)
    except dates.DateError:
        return None
    return build_date_overlap(edtf.earliest, edtf.latest)


_NODE_BUILDERS: dict[str, Callable[[str], QueryNode | None]] = {
    "region": _build_region_node,
    "tag": _build_tag_node,
    "kind": _build_kind_node,
    "language": _build_language_node,
    "date": _build_date_node,
}
