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
# Relations that MODS has a type for; the others are its `otherType`.
_RELATION_TYPES = {
    "supersedes": "preceding",
    "superseded_by": "succeeding",
    "republished_from": "original",
    "republished_in": "otherVersion",
}
_NAME_PARTICLES = ("dropping-particle", "non-dropping-particle")


def write_mods(reference: Reference) -> str:
    """One record, for a collection or alone."""
    record = etree.Element("mods", nsmap={None: MODS_NAMESPACE}, version="3.8")
    record.set("ID", f"e{reference.key}")
    add_element(record, "titleInfo/title", reference.get_line("title"))
    for author in reference.authors:
        _add_author(record, author)
    add_element(
        record, "typeOfResource", _RESOURCE_TYPES.get(reference.csl["type"], "text")
    )
    add_element(
        record, "genre", item_type(reference.csl["type"]).zotero, authority="local"
    )
    if reference.csl["type"] == "article-newspaper":
        add_element(record, "genre", "newspaper article", authority="lcgft")
    _add_origin_info(record, reference)
    add_element(
        record,
        "language/languageTerm",
        reference.get_line("language"),
        type="code",
        authority="rfc5646",
    )
    add_element(record, "abstract", reference.abstract)
    for line in reference.note_lines:
        add_element(record, "note", line)
    for tag in reference.tags:
        add_element(record, "subject/topic", tag)
    _add_related_items(record, reference)
    add_element(record, "identifier", reference.key, type="local")
    _add_location(record, reference)
    return serialize_xml(record)


def _add_author(record: etree._Element, author: AuthorName) -> None:
    if "literal" in author:
        name = etree.SubElement(record, "name")
        add_element(name, "namePart", author["literal"])
    else:
        name = etree.SubElement(record, "name", type="personal")
        family = [author.get(part, "") for part in (*_NAME_PARTICLES, "family")]
        add_element(name, "namePart", " ".join(p for p in family if p), type="family")
        add_element(name, "namePart", author.get("given", ""), type="given")
        add_element(name, "namePart", author.get("suffix", ""), type="termsOfAddress")
    add_element(name, "role/roleTerm", "author", type="text", authority="marcrelator")


def _add_origin_info(record: etree._Element, reference: Reference) -> None:
    """Dates as EDTF. An event's own date is not a date of publication, so it is not
    here.
    """
    if not (reference.date or reference.accessed_date or reference.publisher):
        return
    origin = etree.SubElement(record, "originInfo")
    add_element(origin, "publisher", reference.publisher)
    add_element(origin, "dateIssued", reference.date, encoding="edtf", keyDate="yes")
    add_element(origin, "dateCaptured", reference.accessed_date, encoding="w3cdtf")


def _add_related_items(record: etree._Element, reference: Reference) -> None:
    container = reference.get_line("container-title")
    if container:
        host = etree.SubElement(record, "relatedItem", type="host")
        add_element(host, "titleInfo/title", container)
        add_element(host, "identifier", reference.get_line("ISSN"), type="issn")
        if reference.get_line("section"):
            part = etree.SubElement(etree.SubElement(host, "part"), "detail")
            part.set("type", "section")
            add_element(part, "title", reference.get_line("section"))
    if reference.original_url:
        original = etree.SubElement(record, "relatedItem", type="original")
        add_element(original, "location/url", reference.original_url)
    for work in reference.related:
        named = _RELATION_TYPES.get(work.relation)
        other = work.relation.replace("_", " ")
        kind = {"type": named} if named else {"otherType": other}
        item = etree.SubElement(record, "relatedItem", kind)
        add_element(item, "location/url", work.url)
    if reference.event_date:
        add_element(record, "subject/temporal", reference.event_date, encoding="edtf")


def _add_location(record: etree._Element, reference: Reference) -> None:
    location = etree.SubElement(record, "location")
    add_element(location, "physicalLocation", reference.get_line("archive"))
    add_element(location, "shelfLocator", reference.get_line("archive_location"))
    add_element(location, "url", reference.get_line("URL"), usage="primary display")
