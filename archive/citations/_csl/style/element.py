"""The elements of a CSL file, parsed once into objects that are quick to walk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Element:
    """An element without its namespace."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Element, ...]
    text: str

    def get(self, name: str, default: str = "") -> str:
        """An attribute, or the default."""
        return self.attributes.get(name, default)

    def all(self, tag: str) -> Iterator[Element]:
        """The children with a tag."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> Element | None:
        """The first child with a tag."""
        return next(self.all(tag), None)


def parse_csl_file(path: str) -> Element:
    """Parse a style or locale. Raises `OSError` or `lxml.etree.XMLSyntaxError`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    return _convert_element(etree.parse(path, parser).getroot())


def _convert_element(node: etree._Element) -> Element:
    attributes = {str(name): str(value) for name, value in node.attrib.items()}
    children = tuple(_convert_element(child) for child in node)
    tag = etree.QName(node).localname
    return Element(tag, attributes, children, node.text or "")
