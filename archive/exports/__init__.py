"""Entries as files: one registry by suffix for one entry, one for many."""

from . import (
    atom,
    csv,
    feed_items,
    icalendar,
    json_feed,
    json_ld,
    json_lines,
    json_record,
    plain_text,
    references,
    timeline_sheet,
    xlsx,
)
from .json_ld import (
    build_list_data,
    build_page_data,
    build_place_node,
    build_version_data,
    schema_type,
)
from .loading import load_batches, load_public_entry, select_public_entries
from .registry import (
    ENTRY_FORMATS,
    LIST_FORMATS,
    EntryFormat,
    EntryListFormat,
    FilePieces,
)

__all__ = [
    "ENTRY_FORMATS",
    "LIST_FORMATS",
    "EntryFormat",
    "EntryListFormat",
    "FilePieces",
    "atom",
    "build_list_data",
    "build_page_data",
    "build_place_node",
    "build_version_data",
    "csv",
    "feed_items",
    "icalendar",
    "json_feed",
    "json_ld",
    "json_lines",
    "json_record",
    "load_batches",
    "load_public_entry",
    "plain_text",
    "references",
    "schema_type",
    "select_public_entries",
    "timeline_sheet",
    "xlsx",
]
