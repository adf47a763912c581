"""MODS 3.8, the Library of Congress's XML for bibliographic records."""

from __future__ import annotations

from lxml import etree

from archive.citations._references import Reference
from archive.text.author_names import Name

from .item_types import kind
from .xml_elements import DECLARATION, add, written

NAMESPACE = "http://www.loc.gov/mods/v3"
HEAD = f'{DECLARATION}<modsCollection xmlns="{NAMESPACE}">\n'
TAIL = "</modsCollection>\n"
_RESOURCES = {"graphic": "still image", "dataset": "software, multimedia"}
_PARTICLES = ("dropping-particle", "non-dropping-particle")


def mods(found: Reference) -> str:
    """One record, to stand in a collection or by itself."""
    made = etree.Element("mods", nsmap={None: NAMESPACE}, version="3.8")
    made.set("ID", f"e{found.key}")
    add(made, "titleInfo/title", found.line("title"))
    for author in found.authors:
        _named(made, author)
    add(made, "typeOfResource", _RESOURCES.get(found.csl["type"], "text"))
    add(made, "genre", kind(found.csl["type"]).zotero, authority="local")
    if found.csl["type"] == "article-newspaper":
        add(made, "genre", "newspaper article", authority="lcgft")
    _issued(made, found)
    add(made, "language/languageTerm", found.line("language"),
        type="code", authority="rfc5646")  # fmt: skip
    add(made, "note", found.note)
    for tag in found.tags:
        add(made, "subject/topic", tag)
    _within(made, found)
    add(made, "identifier", found.key, type="local")
    _kept(made, found)
    return written(made)


def _named(made: etree._Element, author: Name) -> None:
    if "literal" in author:
        name = etree.SubElement(made, "name")
        add(name, "namePart", author["literal"])
    else:
        name = etree.SubElement(made, "name", type="personal")
        family = [author.get(part, "") for part in (*_PARTICLES, "family")]
        add(name, "namePart", " ".join(p for p in family if p), type="family")
        add(name, "namePart", author.get("given", ""), type="given")
        add(name, "namePart", author.get("suffix", ""), type="termsOfAddress")
    add(name, "role/roleTerm", "author", type="text", authority="marcrelator")


def _issued(made: etree._Element, found: Reference) -> None:
    """Dates as EDTF; an event's own date is no date of a publication."""
    if not (found.date or found.accessed or found.line("publisher")):
        return
    origin = etree.SubElement(made, "originInfo")
    add(origin, "publisher", found.line("publisher"))
    add(origin, "dateIssued", found.date, encoding="edtf", keyDate="yes")
    add(origin, "dateCaptured", found.accessed, encoding="w3cdtf")


def _within(made: etree._Element, found: Reference) -> None:
    container = found.line("container-title")
    if container:
        host = etree.SubElement(made, "relatedItem", type="host")
        add(host, "titleInfo/title", container)
        add(host, "identifier", found.line("ISSN"), type="issn")
        if found.line("section"):
            part = etree.SubElement(etree.SubElement(host, "part"), "detail")
            part.set("type", "section")
            add(part, "title", found.line("section"))
    if found.also:
        original = etree.SubElement(made, "relatedItem", type="original")
        add(original, "location/url", found.also)
    if found.happened:
        add(made, "subject/temporal", found.happened, encoding="edtf")


def _kept(made: etree._Element, found: Reference) -> None:
    location = etree.SubElement(made, "location")
    add(location, "physicalLocation", found.line("archive"))
    add(location, "shelfLocator", found.line("archive_location"))
    add(location, "url", found.line("URL"), usage="primary display")
