"""Citing an entry: one style in words, and files for reference managers."""

from ._files import FORMATS, export
from ._record import record
from ._words import STYLES, cite

__all__ = ["FORMATS", "STYLES", "cite", "export", "record"]
