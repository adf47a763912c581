"""The text of captions: without controls, and in the parts that a page shows."""

from __future__ import annotations

import html
import re
from typing import Any

from .junk import MAX_CLASS_LENGTH
from .tree import normalize_spaces, read_element_text

MAX_CAPTION_LENGTH = 1_200
_UNSHOWN_CLASS = re.compile(
    r"off-?screen|visually-?hidden|sr-only|screen-?reader|vh(?:$|\s)|u-?hidden|"
    r"assistive|a11y-?text|accessib",
    re.I,
)
LABEL_ONLY = re.compile(
    r"(?:image|photo|picture|bild|foto|credit|copyright|caption|image source|"
    r"image caption|bildquelle|fotos?|quelle|source|©|photo by)?\s*[:：]?",
    re.I,
)
LABEL_AT_START = re.compile(
    r"(?:image|photo|picture|media|video) (?:caption|source|copyright|credit)[:,]?\s+|"
    r"(?:caption|bildunterschrift|legende|légende)\s*[:：]\s*",
    re.I,
)
CONTROL_AT_END = re.compile(
    r"\s+(?:close|hide caption|toggle caption|view this image ›|expand|enlarge image|"
    r"schliessen|schließen|fermer|cerrar|read more|show more|lire la suite|ver más|"
    r"(?:\+\s*)?clicca per ingrandire|写真を拡大|click to enlarge|"
    r"zum vergrößern klicken|"
    r"cliquez pour agrandir|haga clic para ampliar|clique para ampliar)\Z",
    re.I,
)
_CONTROLS = re.compile(
    r"(?:enlarge|expand|zoom|open|close|hide|toggle|show|view|click|tap|"
    r"bild vergrößern|"
    r"vergrößern|vollbild|full ?screen|image \d+ of \d+|\d+ ?/ ?\d+|play|loading|"
    r"hide caption|toggle caption|enlarge this image|share|next|previous|"
    r"bildbeschreibung (?:einblenden|ausblenden)|"
    r"öffnen|schliessen|schließen|weiter|zurück)(?: (?:image|photo|caption|"
    r"gallery|bild))?\.?",
    re.I,
)
_DATA_ATTRIBUTE = re.compile(
    r"data-(?:(?P<caption>(?:img-|image-|photo-)?(?:caption|legend|description))|"
    r"(?:img-|image-|photo-)?(?:credits?|copyright|photographer|agency))"
)
_UNREAD_ELEMENTS = ("button", "script", "style", "svg", "noscript", "template")
_APART_ELEMENTS = ("p", "div", "br", "figcaption", "li", "h3", "h4")
_PART_ELEMENTS = frozenset((*_APART_ELEMENTS, "span", "small", "cite", "td", "footer"))
_PART_END = "\x1f"  # between the parts of a caption; no page has it


def read_class(element: Any) -> str:
    """The class attribute, as much of it as is looked at."""
    return str(element.get("class") or "")[:MAX_CLASS_LENGTH]


def read_shown(element: Any) -> str:
    """The text of an element without buttons and what only machines read."""
    return normalize_spaces(read_without(element, []))


def read_without(element: Any, left_out: list[Any]) -> str:
    """The text of an element without some of those inside it."""
    return _read_parts(element, left_out).replace(_PART_END, "")


def list_caption_parts(elements: list[Any]) -> list[str]:
    """The texts of a caption's lines and of the elements inside it, in order."""
    text = _PART_END.join(_read_parts(e, []) for e in elements)
    parts = map(normalize_spaces, text.split(_PART_END))
    return [part for part in parts if part.strip(" |/·–—")]


def _read_parts(element: Any, left_out: list[Any]) -> str:
    if element in left_out:
        return ""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            is_unread = child.tag in _UNREAD_ELEMENTS
            if is_unread or _UNSHOWN_CLASS.search(read_class(child)):
                parts.append(" ")
            else:
                space = " " if child.tag in _APART_ELEMENTS else ""
                end = _PART_END if child.tag in _PART_ELEMENTS else ""
                parts += [space, end, _read_parts(child, left_out), end, space]
        parts.append(child.tail or "")
    return "".join(parts)


def read_data_attributes(figure: Any) -> tuple[str, str]:
    """Caption and credit in attributes: `data-caption`, `data-credit`."""
    found = {"caption": "", "credit": ""}
    for element in figure.iter("figure", "img", "a", "div", "picture"):
        for name, value in element.attrib.items():
            match = _DATA_ATTRIBUTE.fullmatch(str(name))
            if match and value.strip():
                kind = "caption" if match["caption"] else "credit"
                found[kind] = found[kind] or _read_markup(value)
    return found["caption"], found["credit"]


def _read_markup(value: str) -> str:
    return normalize_spaces(re.sub(r"<[^>]{0,300}>", " ", html.unescape(value)))[
        :MAX_CAPTION_LENGTH
    ]


def strip_controls(text: str) -> str:
    """The text without the buttons that it begins with: “Enlarge this image …”."""
    while match := re.match(
        rf"(?:\[\+\]\s*)?(?:{_CONTROLS.pattern})\s+(?=\S)", text, re.I
    ):
        is_word_of_text = match[0][:1].isupper() and not match[0].isascii()
        is_button = match[0].startswith("[") or len(match[0].split()) > 1
        if is_word_of_text or not is_button:
            break
        text = text[match.end() :]
    return "" if _CONTROLS.fullmatch(text) else text


def list_lowest_texts(figure: Any) -> list[Any]:
    """The elements of a figure that hold text and no other element."""
    lowest = [e for e in figure.iter("p", "span", "div", "small") if not len(e)]
    return [e for e in lowest if read_element_text(e)]


def list_outer(elements: list[Any]) -> list[Any]:
    """The elements that are not inside another of them."""
    return [e for e in elements if not any(a in elements for a in e.iterancestors())]


def list_inner(elements: list[Any]) -> list[Any]:
    """The elements that hold no other of them."""
    outer = {a for e in elements for a in e.iterancestors()}
    return [e for e in elements if e not in outer]


def list_line(element: Any) -> list[Any]:
    """An element and those around it."""
    return [element, *element.iterancestors()]
