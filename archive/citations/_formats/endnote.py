"""EndNote's XML, in the order of its document type."""

from __future__ import annotations

from lxml import etree

from archive.citations._references import Reference, family_first

from .item_types import kind
from .xml_elements import DECLARATION, add, written

HEAD = f"{DECLARATION}<xml><records>\n"
TAIL = "</records></xml>\n"


def endnote(found: Reference) -> str:
    """One record. An author without parts ends in a comma: EndNote keeps it whole."""
    name, number = kind(found.csl["type"]).endnote
    made = etree.Element("record")
    database = found.line("archive") or "Surveillance Archive"
    add(made, "database", database, name=database)
    add(made, "ref-type", str(number), name=name)
    if found.authors:
        authors = etree.SubElement(etree.SubElement(made, "contributors"), "authors")
        for author in found.authors:
            ending = "," if "literal" in author else ""
            add(authors, "author", f"{family_first(author)}{ending}")
    titles = etree.SubElement(made, "titles")
    add(titles, "title", found.line("title"))
    add(titles, "secondary-title", found.line("container-title"))
    add(made, "section", found.line("section"))
    if found.tags:
        keywords = etree.SubElement(made, "keywords")
        for tag in found.tags:
            add(keywords, "keyword", tag)
    _dates(made, found)
    add(made, "publisher", found.line("publisher"))
    add(made, "isbn", found.line("ISSN"))
    add(made, "accession-num", found.line("archive_location"))
    add(made, "notes", found.note)
    add(made, "work-type", found.line("genre") or found.line("medium"))
    add(made, "remote-database-name", found.line("archive"))
    add(made, "language", found.line("language"))
    urls = [url for url in (found.line("URL"), found.also) if url]
    if urls:
        related = etree.SubElement(etree.SubElement(made, "urls"), "related-urls")
        for url in urls:
            add(related, "url", url)
    add(made, "access-date", found.accessed)
    add(made, "custom1", f"event-date: {found.happened}" if found.happened else "")
    return written(made)


def _dates(made: etree._Element, found: Reference) -> None:
    """The first year, and the whole date as EDTF."""
    if not found.date:
        return
    dates = etree.SubElement(made, "dates")
    add(dates, "year", f"{found.days[0][0]:04d}" if found.days else "")
    add(dates, "pub-dates/date", found.date)
