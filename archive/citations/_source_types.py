"""What citing calls each kind of source: its CSL type, and its schema.org type.

`_formats.item_types` names the CSL types in the formats of reference managers.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.models import Source

SourceKind = Source.SourceKind


@dataclass(frozen=True)
class SourceType:
    """The types of a kind of source. `genre` and `medium` say in words what the CSL
    type leaves open, in the language of the reference."""

    csl: str
    schema: str
    genre: str | Promise = ""
    medium: str | Promise = ""


# CSL 1.0.2 has no type for a press release: Zotero's users choose a report. Nor has it
# one for a leaked paper; what nobody published is a manuscript.
SOURCE_TYPES: dict[str, SourceType] = {
    SourceKind.PERSON: SourceType("document", "CreativeWork", genre=_("statement")),
    SourceKind.AGENCY_REPORT: SourceType("article-newspaper", "NewsArticle"),
    SourceKind.SOCIAL_POST: SourceType("post", "SocialMediaPosting"),
    SourceKind.DATASET: SourceType("dataset", "Dataset"),
    SourceKind.DOCUMENT: SourceType("document", "DigitalDocument"),
    SourceKind.LAW: SourceType("legislation", "Legislation"),
    SourceKind.JUDGMENT: SourceType("legal_case", "DigitalDocument"),
    SourceKind.REPORT: SourceType("report", "Report"),
    SourceKind.PRESS_RELEASE: SourceType("report", "Article", genre=_("press release")),
    SourceKind.PHOTOGRAPH_SERIES: SourceType(
        "graphic", "ImageGallery", medium=_("photographs")
    ),
    SourceKind.MAP: SourceType("map", "Map"),
    SourceKind.WEB_PAGE: SourceType("webpage", "WebPage"),
    SourceKind.INTERVIEW: SourceType("interview", "CreativeWork"),
    SourceKind.LEAK: SourceType("manuscript", "DigitalDocument", genre=_("leak")),
}


def source_type(source: Source) -> SourceType:
    """The types of a source; those of a document for a kind that is not known."""
    return SOURCE_TYPES.get(source.source_kind) or SOURCE_TYPES[SourceKind.DOCUMENT]
