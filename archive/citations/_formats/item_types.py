"""What each CSL type is called in the files that reference managers read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
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


_REPORT = Kind("report", "RPRT", "techreport", "report", ("Report", 27))
_WEB = Kind("webpage", "ELEC", "misc", "online", ("Web Page", 12))
_KINDS = {
    "article-newspaper": Kind(
        "newspaperArticle", "NEWS", "article", "article", ("Newspaper Article", 23)
    ),
    "graphic": Kind("artwork", "ART", "misc", "image", ("Artwork", 2)),
    "dataset": Kind("dataset", "DATA", "misc", "dataset", ("Dataset", 59)),
    "post": Kind("blogPost", "BLOG", "misc", "online", ("Blog", 56)),
    "interview": Kind(
        "letter", "PCOMM", "misc", "misc", ("Personal Communication", 26)
    ),
    "webpage": _WEB,
    "event": _WEB,
    "document": Kind("document", "UNPD", "misc", "misc", ("Unpublished Work", 34)),
    "report": _REPORT,
}


def kind(csl_type: str) -> Kind:
    """The names of a CSL type; a document where nothing nearer is known."""
    return _KINDS.get(csl_type, _KINDS["document"])
