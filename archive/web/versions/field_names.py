"""What a field is called on a page that compares."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from archive.citations import name_cited_part

FIELD_NAMES = {
    "title": gettext_lazy("title"),
    "summary": gettext_lazy("summary"),
    "reply": gettext_lazy("reply"),
    "language": gettext_lazy("language"),
    "date": gettext_lazy("date"),
    "kicker": gettext_lazy("kicker"),
    "lead": gettext_lazy("lead"),
    "byline": gettext_lazy("byline"),
    "section": gettext_lazy("section"),
    "issued_by": gettext_lazy("text issued by"),
    "outlet": gettext_lazy("outlet"),
    "original_url": gettext_lazy("original address"),
    "text_is": gettext_lazy("type of text"),
    "caption": gettext_lazy("caption, as printed"),
    "reading": gettext_lazy("caption, corrected"),
    "emendation": gettext_lazy("emendation"),
    "headline": gettext_lazy("headline"),
    "credit_line": gettext_lazy("credit"),
    "creator": gettext_lazy("author"),
    "copyright_notice": gettext_lazy("copyright notice"),
    "licence": gettext_lazy("licence"),
    "alt_text": gettext_lazy("description of the picture"),
    "source_kind": gettext_lazy("type of source"),
    "publisher": gettext_lazy("publisher"),
    "held": gettext_lazy("archived copy"),
    "reliability": gettext_lazy("reliability of the source"),
    "credibility": gettext_lazy("credibility of the information"),
    "event_kind": gettext_lazy("type of event"),
    "description": gettext_lazy("description"),
    "text_access": gettext_lazy("visibility of the text"),
    "audience": gettext_lazy("visibility"),
    "embargo_until": gettext_lazy("embargo until"),
    "sensitivity": gettext_lazy("sensitivity"),
    "tombstone_title": gettext_lazy("title after withdrawal"),
    "retrieved_at": gettext_lazy("Retrieved"),
    "sha256": gettext_lazy("Checksum"),
    "order": gettext_lazy("order of passages and captions"),
    "authors": gettext_lazy("authors"),
    "regions": gettext_lazy("regions"),
    "tags": gettext_lazy("tags"),
    "sources": gettext_lazy("sources"),
    "origins": gettext_lazy("based on"),
    "evidence": gettext_lazy("evidence"),
    "relations": gettext_lazy("relations to other entries"),
}


def name_field(field: str) -> str:
    """A field's name, or `p3` → Passage 3, `c5` → Caption 5, for readers."""
    if field in FIELD_NAMES:
        return capfirst(str(FIELD_NAMES[field]))
    return capfirst(name_cited_part(field))
