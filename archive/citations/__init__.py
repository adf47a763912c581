"""Citing an entry: references in words, and files for reference managers."""

from ._coins import context_object
from ._embedded import Meta, embedded
from ._files import FORMATS, export, export_all, export_item
from ._pages import region_record, search_record
from ._record import OF, address, locator, record, targets
from ._reference import Reference, item
from ._words import STYLES, Cited, bibliography, cite, cite_all, cite_record

__all__ = [
    "FORMATS",
    "OF",
    "STYLES",
    "Cited",
    "Meta",
    "Reference",
    "address",
    "bibliography",
    "cite",
    "cite_all",
    "cite_record",
    "context_object",
    "embedded",
    "export",
    "export_all",
    "export_item",
    "item",
    "locator",
    "record",
    "region_record",
    "search_record",
    "targets",
]
