"""What office files (OOXML, OpenDocument) keep beside their text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from .kinds import ATTACHMENT, COMMENT, PERSON, REVISION, UNSEEN, FileMark

MAX_PART_BYTES = 50_000_000
_NAMED = {  # elements of the properties, by their local names
    "creator": PERSON,
    "lastModifiedBy": PERSON,
    "initial-creator": PERSON,
    "Company": PERSON,
    "Manager": PERSON,
    "printed-by": PERSON,
}
_FILES_INSIDE = re.compile(
    r"(.*/embeddings/|ObjectReplacements/|customXml/item\d)(?!.*(\.rels|/)\Z)"
)
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "changed-region")
_XML = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def find_office_marks(content: bytes) -> Iterator[FileMark]:
    """Names in the properties, tracked changes, comments, hidden text and other files
    inside; nothing where the ZIP is broken."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            for name in parts.namelist():
                yield from _find_in_part(parts, name)
    except (
        BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
    ):
        return


def _find_in_part(parts: ZipFile, name: str) -> Iterator[FileMark]:
    if _FILES_INSIDE.match(name):
        yield FileMark.describe(ATTACHMENT, name)
    finder = next((find for path, find in _FINDERS if path.match(name)), None)
    if finder is None or parts.getinfo(name).file_size > MAX_PART_BYTES:
        return
    try:
        root = etree.fromstring(parts.read(name), _XML)
    except etree.XMLSyntaxError:
        return
    yield from finder(root)


def _find_names(root: etree._Element) -> Iterator[FileMark]:
    for element in root.iter(etree.Element):
        kind = _NAMED.get(etree.QName(element).localname)
        if kind and (element.text or "").strip():
            yield FileMark.describe(kind, element.text or "")


def _find_comments(root: etree._Element) -> Iterator[FileMark]:
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in ("comment", "threadedComment"):
            yield FileMark.describe(
                COMMENT, _name_author(element) or _join_text(element)
            )


def _find_in_text(root: etree._Element) -> Iterator[FileMark]:
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in _CHANGES:
            yield FileMark.describe(
                REVISION, _name_author(element) or _join_text(element)
            )
        elif name == "annotation":  # OpenDocument's comment
            yield FileMark.describe(COMMENT, _join_text(element))
        elif name == "vanish" and element.getparent() is not None:
            run = element.getparent().getparent()
            if run is not None and _join_text(run).strip():
                yield FileMark.describe(UNSEEN, _join_text(run))


def _name_author(element: etree._Element) -> str:
    return next(
        (
            str(value)
            for key, value in element.attrib.items()
            if key.endswith("}author")
        ),
        "",
    )


def _join_text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


_FINDERS = (
    (re.compile(r"(docProps/(core|app)|meta)\.xml\Z"), _find_names),
    (
        re.compile(r"(word/(document|header\d*|footer\d*|footnotes)|content)\.xml\Z"),
        _find_in_text,
    ),
    (re.compile(r"(word|xl|ppt)/(threadedComments/|comments)"), _find_comments),
)
