"""Elements of XML, for EndNote and MODS."""

from __future__ import annotations

from lxml import etree

XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def add_element(parent: etree._Element, tag: str, text: str, **attributes: str) -> None:
    """Append `<tag>text</tag>`; nothing where there is no text.

    Slashes in `tag` nest elements. Raises ValueError for characters that XML forbids.
    """
    if not text:
        return
    for name in tag.split("/"):
        parent = etree.SubElement(parent, name)
    parent.text = text
    for name, value in attributes.items():
        if value:
            parent.set(name, value)


def serialize_xml(element: etree._Element) -> str:
    """The element, indented, with a line end after it."""
    etree.indent(element)
    return str(etree.tostring(element, encoding="unicode")) + "\n"
