"""Citing an entry: references in words, and files for reference managers."""

from ._bibliographies import (
    MOST_SORTED_WORKS,
    build_bibliography,
    cite_all,
    cite_sorted,
)
from ._csl_records import (
    CITATION_TARGETS,
    build_proof_url,
    citable_targets,
    csl_locator,
    csl_record,
    name_authors,
    name_cited_part,
    permanent_url,
)
from ._formats.coins import context_object
from ._formats.meta_tags import MetaTag, build_meta_tags
from ._page_records import (
    CslRecord,
    basket_record,
    comparison_record,
    narrative_record,
    region_record,
    search_record,
)
from ._reference_files import (
    REFERENCE_FORMATS,
    export_page_reference,
    export_record,
    export_reference,
    export_references,
)
from ._references import Reference, page_reference, record_reference
from ._source_types import SOURCE_TYPES, source_type
from ._styled_references import (
    STYLES,
    CitedWork,
    cite,
    cite_record,
)

__all__ = [
    "CITATION_TARGETS",
    "MOST_SORTED_WORKS",
    "REFERENCE_FORMATS",
    "SOURCE_TYPES",
    "STYLES",
    "CitedWork",
    "CslRecord",
    "MetaTag",
    "Reference",
    "basket_record",
    "build_bibliography",
    "build_meta_tags",
    "build_proof_url",
    "citable_targets",
    "cite",
    "cite_all",
    "cite_record",
    "cite_sorted",
    "comparison_record",
    "context_object",
    "csl_locator",
    "csl_record",
    "export_page_reference",
    "export_record",
    "export_reference",
    "export_references",
    "name_authors",
    "name_cited_part",
    "narrative_record",
    "page_reference",
    "permanent_url",
    "record_reference",
    "region_record",
    "search_record",
    "source_type",
]
