"""Citing an entry: references in words, and files for reference managers."""

from ._files import FORMATS, export, export_all, export_item
from ._record import OF, address, locator, record, targets
from ._words import STYLES, cite

__all__ = [
    "FORMATS",
    "OF",
    "STYLES",
    "address",
    "cite",
    "export",
    "export_all",
    "export_item",
    "locator",
    "record",
    "targets",
]
