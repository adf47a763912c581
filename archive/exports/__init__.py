"""Entries as files: one registry by suffix for one entry, one for many."""

from . import csv, document, jsonlines, linked, plain, references
from .loaded import batches
from .registry import FORMATS, LISTS, Format, ListFormat

__all__ = [
    "FORMATS",
    "LISTS",
    "Format",
    "ListFormat",
    "batches",
    "csv",
    "document",
    "jsonlines",
    "linked",
    "plain",
    "references",
]
