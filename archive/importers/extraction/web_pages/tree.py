"""A web page as blocks of text, each with the elements around it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html
from lxml.etree import ParserError

_UNREAD_ELEMENTS = frozenset(
    "script style noscript template svg iframe button select option input textarea "
    "object embed video audio canvas map head math".split()
)
_INLINE_ELEMENTS = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark "
    "q ruby rb rt rp s samp small span strike strong sub sup time tt u var wbr img "
    "picture source nobr amp-img o:p".split()
)
_HEAD_ELEMENTS = frozenset(
    "title meta link script style base noscript template object".split()
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_SENTENCE_END = re.compile(r"[.!?…。！？”»\"]\s*\Z")
_MAX_DEPTH = 400  # elements inside each other; deeper ones are read as one


@dataclass
class TextBlock:
    """The text of one block and the element that it is in."""

    text: str
    element: Any
    link_share: float  # of its letters that are links

    @property
    def tag(self) -> str:
        """The element's name: `p`, `h2`, `div`."""
        return str(self.element.tag)


def parse_tree(text: str) -> Any:
    """The tree of a page, or None where there is nothing to read.

    The parser knows HTML 4: of a page that leaves out its `body`, it takes `article`
    and its like for a part of the head. The HTML standard begins the body there.
    """
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ParserError, ValueError):
        return None
    _begin_body(root)
    return root


def _begin_body(root: Any) -> None:
    """Move what is no element of a head, and all behind it, to the body."""
    head = root.find("head")
    children = [] if head is None else list(head)
    first = next(
        (i for i, child in enumerate(children) if child.tag not in _HEAD_ELEMENTS), None
    )
    if first is None:
        return
    body = root.find("body")
    if body is None:
        body = html.Element("body")
        root.append(body)
    for place, child in enumerate(children[first:]):
        body.insert(place, child)


def normalize_spaces(text: str) -> str:
    """The text with single spaces; other spaces than HTML's own stay inside it."""
    return _SPACES.sub(" ", text).strip().strip("\u3000\u200b\ufeff ")


def read_element_text(element: Any) -> str:
    """All text of an element, without scripts, with single spaces."""
    return normalize_spaces("".join(_iter_texts(element)))


def read_heading(heading: Any) -> str:
    """The text of a heading without what its page does not show, such as a button."""
    hidden = [e for e in heading.iterdescendants() if is_hidden(e)]
    if not hidden:
        return read_element_text(heading)
    shown = copy.deepcopy(heading)
    for element in [e for e in shown.iterdescendants() if is_hidden(e)]:
        element.drop_tree()
    return read_element_text(shown)


def _iter_texts(element: Any, depth: int = 0) -> Iterator[str]:
    if element.tag in _UNREAD_ELEMENTS or depth > _MAX_DEPTH:
        return
    is_block = element.tag not in _INLINE_ELEMENTS
    yield " " if is_block else ""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _iter_texts(child, depth + 1)
        yield child.tail or ""
    yield " " if is_block else ""


def is_hidden(element: Any) -> bool:
    """Whether an element says that it is not shown."""
    style = element.get("style") or ""
    return element.get("hidden") is not None or bool(_HIDDEN_STYLE.search(style))


class BlockReader:
    """Collects the blocks of a tree in the order of the page."""

    def __init__(self, body: Any, skipped: set[Any]) -> None:
        self.blocks: list[TextBlock] = []
        self._skipped = skipped  # captions and posts, which are read by themselves
        self._parts: list[tuple[str, bool]] = []
        self._breaks = 0
        self._read(body, body, in_link=False, depth=0)
        self._end_block(body)

    def _read(self, element: Any, block: Any, *, in_link: bool, depth: int) -> None:
        is_block = element.tag not in _INLINE_ELEMENTS and element.tag != "br"
        in_link = in_link or element.tag == "a"
        if element.tag == "br":
            self._read_break(block)
        if is_block:
            self._end_block(block)
            block = element
        self._add(element.text, in_link)
        for child in element:
            if isinstance(child.tag, str):
                self._read_child(child, block, in_link=in_link, depth=depth + 1)
            self._add(child.tail, in_link)
        if is_block:
            self._end_block(block)

    def _read_child(self, child: Any, block: Any, *, in_link: bool, depth: int) -> None:
        if self._is_read(child, depth):
            self._read(child, block, in_link=in_link, depth=depth)
        elif child.tag not in _INLINE_ELEMENTS:
            self._end_block(block)

    def _is_read(self, element: Any, depth: int) -> bool:
        if element in self._skipped:
            self.blocks.append(TextBlock("", element, 0))  # its place in the order
            return False
        is_shown = element.tag not in _UNREAD_ELEMENTS and not is_hidden(element)
        return is_shown and depth < _MAX_DEPTH

    def _read_break(self, block: Any) -> None:
        """Two line breaks end a paragraph, and so does one after a long sentence."""
        self._breaks += 1
        text = normalize_spaces("".join(part for part, _link in self._parts))
        is_paragraph = len(text) >= 120 and bool(_SENTENCE_END.search(text))
        if self._breaks >= 2 or is_paragraph:
            self._end_block(block)
        else:
            self._parts.append((" ", False))

    def _add(self, text: str | None, in_link: bool) -> None:
        if text:
            self._parts.append((text, in_link))
            if text.strip():
                self._breaks = 0

    def _end_block(self, block: Any) -> None:
        text = normalize_spaces("".join(part for part, _link in self._parts))
        if text:
            linked = sum(len(part.strip()) for part, link in self._parts if link)
            self.blocks.append(TextBlock(text, block, linked / len(text)))
        self._parts, self._breaks = [], 0
