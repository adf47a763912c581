"""EndNote's XML, in the order of its document type."""

from __future__ import annotations

from lxml import etree

from archive.citations._references import Reference, family_name_first

from .item_types import item_type
from .xml_elements import XML_DECLARATION, add_element, serialize_xml

ENDNOTE_HEAD = f"{XML_DECLARATION}<xml><records>\n"
ENDNOTE_TAIL = "</records></xml>\n"


def write_endnote(found: Reference) -> str:
    """One record. An author without parts ends in a comma: EndNote keeps it whole."""
    name, number = item_type(found.csl["type"]).endnote
    made = etree.Element("record")
    database = found.line("archive") or "Surveillance Archive"
    add_element(made, "database", database, name=database)
    add_element(made, "ref-type", str(number), name=name)
    if found.authors:
        authors = etree.SubElement(etree.SubElement(made, "contributors"), "authors")
        for author in found.authors:
            ending = "," if "literal" in author else ""
            add_element(authors, "author", f"{family_name_first(author)}{ending}")
    titles = etree.SubElement(made, "titles")
    add_element(titles, "title", found.line("title"))
    add_element(titles, "secondary-title", found.line("container-title"))
    add_element(made, "section", found.line("section"))
    if found.tags:
        keywords = etree.SubElement(made, "keywords")
        for tag in found.tags:
            add_element(keywords, "keyword", tag)
    _add_endnote_dates(made, found)
    add_element(made, "publisher", found.line("publisher"))
    add_element(made, "isbn", found.line("ISSN"))
    add_element(made, "accession-num", found.line("archive_location"))
    add_element(made, "notes", found.note)
    add_element(made, "work-type", found.line("genre") or found.line("medium"))
    add_element(made, "remote-database-name", found.line("archive"))
    add_element(made, "language", found.line("language"))
    urls = [url for url in (found.line("URL"), found.also) if url]
    if urls:
        related = etree.SubElement(etree.SubElement(made, "urls"), "related-urls")
        for url in urls:
            add_element(related, "url", url)
    add_element(made, "access-date", found.accessed)
    add_element(
        made, "custom1", f"event-date: {found.happened}" if found.happened else ""
    )
    return serialize_xml(made)


def _add_endnote_dates(made: etree._Element, found: Reference) -> None:
    """The first year, and the whole date as EDTF."""
    if not found.date:
        return
    dates = etree.SubElement(made, "dates")
    add_element(dates, "year", f"{found.days[0][0]:04d}" if found.days else "")
    add_element(dates, "pub-dates/date", found.date)
