"""Public versions of an entry: their content, their differences, and the proof that
none was altered."""

from ._entry_as_of import CitedEntry, EntryAsOf, load_entry_as_of
from ._entry_in_full import EntryInFull, load_entry_in_full
from ._public_versions import (
    Version,
    get_version,
    get_version_at,
    list_versions,
    list_versions_by_entry,
)
from ._publication_chain import is_in_chain
from ._version_comparison import (
    FieldChange,
    compare_anchors,
    compare_fields,
    compare_versions,
)
from ._version_fields import (
    VersionFields,
    collect_shown_fields,
    collect_stored_fields,
)
from ._version_texts import VersionText, iter_version_texts

__all__ = [
    "CitedEntry",
    "EntryAsOf",
    "EntryInFull",
    "FieldChange",
    "Version",
    "VersionFields",
    "VersionText",
    "collect_shown_fields",
    "collect_stored_fields",
    "compare_anchors",
    "compare_fields",
    "compare_versions",
    "get_version",
    "get_version_at",
    "is_in_chain",
    "iter_version_texts",
    "list_versions",
    "list_versions_by_entry",
    "load_entry_as_of",
    "load_entry_in_full",
]
