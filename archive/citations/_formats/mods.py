"""MODS 3.8, the Library of Congress's XML for bibliographic records."""

from __future__ import annotations

from lxml import etree

from archive.citations._references import Reference
from archive.text.author_names import AuthorName

from .item_types import item_type
from .xml_elements import XML_DECLARATION, add_element, serialize_xml

MODS_NAMESPACE = "http://www.loc.gov/mods/v3"
MODS_HEAD = f'{XML_DECLARATION}<modsCollection xmlns="{MODS_NAMESPACE}">\n'
MODS_TAIL = "</modsCollection>\n"
_RESOURCE_TYPES = {"graphic": "still image", "dataset": "software, multimedia"}
_NAME_PARTICLES = ("dropping-particle", "non-dropping-particle")


def write_mods(found: Reference) -> str:
    """One record, to stand in a collection or by itself."""
    made = etree.Element("mods", nsmap={None: MODS_NAMESPACE}, version="3.8")
    made.set("ID", f"e{found.key}")
    add_element(made, "titleInfo/title", found.line("title"))
    for author in found.authors:
        _add_author(made, author)
    add_element(made, "typeOfResource", _RESOURCE_TYPES.get(found.csl["type"], "text"))
    add_element(made, "genre", item_type(found.csl["type"]).zotero, authority="local")
    if found.csl["type"] == "article-newspaper":
        add_element(made, "genre", "newspaper article", authority="lcgft")
    _add_origin_info(made, found)
    add_element(
        made,
        "language/languageTerm",
        found.line("language"),
        type="code",
        authority="rfc5646",
    )
    add_element(made, "note", found.note)
    for tag in found.tags:
        add_element(made, "subject/topic", tag)
    _add_related_items(made, found)
    add_element(made, "identifier", found.key, type="local")
    _add_location(made, found)
    return serialize_xml(made)


def _add_author(made: etree._Element, author: AuthorName) -> None:
    if "literal" in author:
        name = etree.SubElement(made, "name")
        add_element(name, "namePart", author["literal"])
    else:
        name = etree.SubElement(made, "name", type="personal")
        family = [author.get(part, "") for part in (*_NAME_PARTICLES, "family")]
        add_element(name, "namePart", " ".join(p for p in family if p), type="family")
        add_element(name, "namePart", author.get("given", ""), type="given")
        add_element(name, "namePart", author.get("suffix", ""), type="termsOfAddress")
    add_element(name, "role/roleTerm", "author", type="text", authority="marcrelator")


def _add_origin_info(made: etree._Element, found: Reference) -> None:
    """Dates as EDTF; an event's own date is no date of a publication."""
    if not (found.date or found.accessed or found.line("publisher")):
        return
    origin = etree.SubElement(made, "originInfo")
    add_element(origin, "publisher", found.line("publisher"))
    add_element(origin, "dateIssued", found.date, encoding="edtf", keyDate="yes")
    add_element(origin, "dateCaptured", found.accessed, encoding="w3cdtf")


def _add_related_items(made: etree._Element, found: Reference) -> None:
    container = found.line("container-title")
    if container:
        host = etree.SubElement(made, "relatedItem", type="host")
        add_element(host, "titleInfo/title", container)
        add_element(host, "identifier", found.line("ISSN"), type="issn")
        if found.line("section"):
            part = etree.SubElement(etree.SubElement(host, "part"), "detail")
            part.set("type", "section")
            add_element(part, "title", found.line("section"))
    if found.also:
        original = etree.SubElement(made, "relatedItem", type="original")
        add_element(original, "location/url", found.also)
    if found.happened:
        add_element(made, "subject/temporal", found.happened, encoding="edtf")


def _add_location(made: etree._Element, found: Reference) -> None:
    location = etree.SubElement(made, "location")
    add_element(location, "physicalLocation", found.line("archive"))
    add_element(location, "shelfLocator", found.line("archive_location"))
    add_element(location, "url", found.line("URL"), usage="primary display")
