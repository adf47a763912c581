"""The names of each CSL type in the formats of reference managers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ItemType:
    """A CSL type: Zotero's item type, RIS's `TY`, the entry types of BibTeX and
    BibLaTeX, EndNote's name and number.

    RIS has no type that Zotero reads as a forum post, an interview or an event. Because
    all formats and tags must agree, these have a type that RIS has, in all of them.
    Zotero drops a BibLaTeX entry whose type it doesn't know: `@image`, `@dataset`.
    """

    zotero: str
    ris: str
    bibtex: str
    biblatex: str
    endnote: tuple[str, int]


_REPORT = ItemType("report", "RPRT", "techreport", "report", ("Report", 27))
_ITEM_TYPES = {
    "article-newspaper": ItemType(
        "newspaperArticle", "NEWS", "article", "article", ("Newspaper Article", 23)
    ),
    "graphic": ItemType("artwork", "ART", "misc", "artwork", ("Artwork", 2)),
    "dataset": ItemType("dataset", "DATA", "misc", "misc", ("Dataset", 59)),
    "post": ItemType("blogPost", "BLOG", "misc", "online", ("Blog", 56)),
    "interview": ItemType(
        "letter", "PCOMM", "misc", "misc", ("Personal Communication", 26)
    ),
    "webpage": ItemType("webpage", "ELEC", "misc", "online", ("Web Page", 12)),
    "legislation": ItemType("statute", "STAT", "misc", "legislation", ("Statute", 31)),
    "legal_case": ItemType("case", "CASE", "misc", "jurisdiction", ("Case", 7)),
    "map": ItemType("map", "MAP", "misc", "misc", ("Map", 20)),
    "manuscript": ItemType(
        "manuscript", "MANSCPT", "unpublished", "unpublished", ("Unpublished Work", 34)
    ),
    "document": ItemType(
        "document", "MANSCPT", "misc", "misc", ("Unpublished Work", 34)
    ),
    "report": _REPORT,
}


def item_type(csl_type: str) -> ItemType:
    """The names of a CSL type; those of a document for an unknown type."""
    return _ITEM_TYPES.get(csl_type, _ITEM_TYPES["document"])
