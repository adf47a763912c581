"""Entries as files: one registry by suffix for one entry, one for many."""

from . import atom, csv, document, icalendar, jsonlines, linked, plain, references
from .linked import schema_type
from .loaded import KINDS, batches, of_own_kind, whole
from .registry import FORMATS, LISTS, Format, ListFormat

__all__ = [
    "FORMATS",
    "KINDS",
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
    "of_own_kind",
    "plain",
    "references",
    "schema_type",
    "whole",
]
