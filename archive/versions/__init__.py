"""Public versions of an entry: their content, their differences, and the proof that
none was altered."""

from ._entry_as_of import CitedEntry, EntryAsOf, load_entry_as_of
from ._public_versions import Version, get_version, get_version_at, list_versions
from ._publication_chain import get_chain_head, is_in_chain
from ._version_comparison import FieldChange, compare_anchors, compare_versions
from ._version_record import hash_record, make_version_record
from ._version_texts import VersionText, iter_version_texts

__all__ = [
    "CitedEntry",
    "EntryAsOf",
    "FieldChange",
    "Version",
    "VersionText",
    "compare_anchors",
    "compare_versions",
    "get_chain_head",
    "get_version",
    "get_version_at",
    "hash_record",
    "is_in_chain",
    "iter_version_texts",
    "list_versions",
    "load_entry_as_of",
    "make_version_record",
]
