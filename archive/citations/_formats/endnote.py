"""EndNote's XML, in the order of its document type."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from archive.citations._references import Reference, family_name_first

from .item_types import item_type
from .xml_elements import XML_DECLARATION, add_element, serialize_xml

ENDNOTE_HEAD = f"{XML_DECLARATION}<xml><records>\n"
ENDNOTE_TAIL = "</records></xml>\n"


def write_endnote(reference: Reference) -> str:
    """One record, its elements in the order of EndNote's document type."""
    name, number = item_type(reference.csl["type"]).endnote
    record = etree.Element("record")
    database = reference.get_line("archive") or "Surveillance Archive"
    add_element(record, "database", database, name=database)
    add_element(record, "ref-type", str(number), name=name)
    _add_all(record, "contributors/authors", "author", _author_lines(reference))
    titles = etree.SubElement(record, "titles")
    add_element(titles, "title", reference.get_line("title"))
    add_element(titles, "secondary-title", reference.get_line("container-title"))
    add_element(record, "section", reference.get_line("section"))
    _add_all(record, "keywords", "keyword", reference.tags)
    _add_endnote_dates(record, reference)
    add_element(record, "publisher", reference.publisher)
    add_element(record, "isbn", reference.get_line("ISSN"))
    add_element(record, "accession-num", reference.get_line("archive_location"))
    add_element(record, "abstract", reference.abstract)
    add_element(record, "notes", " ".join(reference.note_lines))
    work_type = reference.get_line("genre") or reference.get_line("medium")
    add_element(record, "work-type", work_type)
    add_element(record, "remote-database-name", reference.get_line("archive"))
    add_element(record, "language", reference.get_line("language"))
    urls = (reference.get_line("URL"), reference.original_url)
    _add_all(record, "urls/related-urls", "url", [url for url in urls if url])
    add_element(record, "access-date", reference.accessed_date)
    event_date = reference.event_date
    add_element(record, "custom1", f"event-date: {event_date}" if event_date else "")
    if reference.date and not reference.has_plain_date:
        add_element(record, "custom2", f"date: {reference.date}")
    return serialize_xml(record)


def _author_lines(reference: Reference) -> list[str]:
    """Family names first; a comma at its end keeps EndNote from splitting a literal."""
    return [
        family_name_first(author) + ("," if "literal" in author else "")
        for author in reference.authors
    ]


def _add_all(
    record: etree._Element, parents: str, tag: str, texts: Sequence[str]
) -> None:
    """Append an element for each text, inside `parents`; nothing without texts."""
    if not texts:
        return
    parent = record
    for name in parents.split("/"):
        parent = etree.SubElement(parent, name)
    for text in texts:
        add_element(parent, tag, text)


def _add_endnote_dates(record: etree._Element, reference: Reference) -> None:
    """The first year, and the day or month where that is certain. EndNote prints both,
    so the whole date as EDTF is a custom field, and the notes have it in words."""
    if not reference.date:
        return
    dates = etree.SubElement(record, "dates")
    add_element(dates, "year", reference.first_year)
    if reference.has_plain_date:
        add_element(dates, "pub-dates/date", reference.date)
