"""Entries as files: one registry by suffix for one entry, one for many."""

from . import (
    atom,
    csv,
    icalendar,
    json_ld,
    json_lines,
    json_record,
    plain_text,
    references,
)
from .json_ld import schema_type
from .loading import KINDS, batches, of_own_kind, whole
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
    "icalendar",
    "json_ld",
    "json_lines",
    "json_record",
    "of_own_kind",
    "plain_text",
    "references",
    "schema_type",
    "whole",
]
