"""What each CSL type is called in the files that reference managers read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ItemType:
    """One CSL type: Zotero's item type, RIS's `TY`, the types of BibTeX and BibLaTeX,
    EndNote's name and number.

    RIS has no type that Zotero reads as a forum post, an interview or an event, so
    these are what RIS can say in every file and tag: the channels must agree.
    """

    zotero: str
    ris: str
    bibtex: str
    biblatex: str
    endnote: tuple[str, int]


_REPORT = ItemType("report", "RPRT", "techreport", "report", ("Report", 27))
_WEB_PAGE = ItemType("webpage", "ELEC", "misc", "online", ("Web Page", 12))
_ITEM_TYPES = {
    "article-newspaper": ItemType(
        "newspaperArticle", "NEWS", "article", "article", ("Newspaper Article", 23)
    ),
    "graphic": ItemType("artwork", "ART", "misc", "image", ("Artwork", 2)),
    "dataset": ItemType("dataset", "DATA", "misc", "dataset", ("Dataset", 59)),
    "post": ItemType("blogPost", "BLOG", "misc", "online", ("Blog", 56)),
    "interview": ItemType(
        "letter", "PCOMM", "misc", "misc", ("Personal Communication", 26)
    ),
    "webpage": _WEB_PAGE,
    "event": _WEB_PAGE,
    "document": ItemType("document", "UNPD", "misc", "misc", ("Unpublished Work", 34)),
    "report": _REPORT,
}


def item_type(csl_type: str) -> ItemType:
    """The names of a CSL type; a document where nothing nearer is known."""
    return _ITEM_TYPES.get(csl_type, _ITEM_TYPES["document"])
