"""Citing an entry: references in words, and files for reference managers."""

from ._coins import context_object
from ._embedded import Meta, embedded
from ._files import FORMATS, export, export_all, export_item
from ._record import OF, address, locator, record, targets
from ._reference import Reference, item
from ._words import STYLES, cite

__all__ = [
    "FORMATS",
    "OF",
    "STYLES",
    "Meta",
    "Reference",
    "address",
    "cite",
    "context_object",
    "embedded",
    "export",
    "export_all",
    "export_item",
    "item",
    "locator",
    "record",
    "targets",
]
