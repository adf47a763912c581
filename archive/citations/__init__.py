"""Citing an entry: references in words, and files for reference managers."""

from ._csl_records import OF, address, locator, record, targets
from ._formats.coins import context_object
from ._formats.meta_tags import Meta, embedded
from ._page_records import region_record, search_record
from ._reference_files import FORMATS, export, export_all, export_item
from ._references import Reference, item
from ._styled_references import STYLES, Cited, bibliography, cite, cite_all, cite_record

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
