"""Entries that are there twice: finding them, and merging one into the other."""

from ._finding import find_duplicate_works, find_duplicates, find_near_texts
from ._merging import describe_merges, merge_entries, undo_merge
from ._same_pages import group_same_pages

__all__ = [
    "describe_merges",
    "find_duplicate_works",
    "find_duplicates",
    "find_near_texts",
    "group_same_pages",
    "merge_entries",
    "undo_merge",
]
