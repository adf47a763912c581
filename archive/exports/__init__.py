"""Entries as files: one registry by suffix for one entry, one for many."""

from . import atom, csv, document, icalendar, jsonlines, linked, plain, references
from .loaded import batches
from .registry import FORMATS, LISTS, Format, ListFormat

__all__ = [
    "FORMATS",
    "LISTS",
    "Format",
    "ListFormat",
    "atom",
    "batches",
    "csv",
    "document",
    "icalendar",
    "jsonlines",
    "linked",
    "plain",
    "references",
]
