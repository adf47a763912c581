"""Citing an entry: references in words, and files for reference managers."""

from ._files import FORMATS, export
from ._record import OF, address, locator, record, targets
from ._words import STYLES, cite

__all__ = [
    "FORMATS",
    "OF",
    "STYLES",
    "address",
    "cite",
    "export",
    "locator",
    "record",
    "targets",
]
