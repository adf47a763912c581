"""The frames of pictures with their captions, and the lines that are captions."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from archive.importers.extraction import line_patterns
from archive.importers.extraction.line_patterns import line_weight
from archive.importers.extraction.printed_credits import (
    begins_with_label,
    is_whole_credit,
    split_printed_credit,
)

from .caption_texts import read_class
from .tree import read_element_text

_PICTURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:pic|picture|image|img|photo|foto|bild|absatzbild|thumb|thumbnail|"
    r"visual|hero-?image|lead-?image|contentimage|imgbox\w?|leadmedia|hmedia|"
    r"embed-?image|"
    r"media-?block|carousel-?slide|gallery-?item)(?:$|[\s_-]|box|wrap|container|block)",
    re.I,
)
NO_CAPTION_CLASS = re.compile(
    r"captions?-?(?:toggle|button|link|wrap)|feed|video|recaptcha|uncaption|table-?caption|"
    r"(?:title|headline|teaser|no)[-_]?caption|avatar|author-?(?:image|photo|pic)",
    re.I,
)
_PERSON_CLASS = re.compile(
    r"author|byline|avatar|bio|profile|logo|icon|banner|social|share|teaser|promo|"
    r"related|comment|product|card|advert|sponsor|newsletter|button|embed|video|audio",
    re.I,
)
_NO_CAPTION_ELEMENTS = tuple("h1 h2 h3 h4 time ul table form video figure".split())
_NO_PLAIN_ELEMENTS = frozenset(
    "h1 h2 h3 h4 h5 time ul ol form video audio iframe figure blockquote article nav "
    "button input section aside pre".split()
)
LINE_ELEMENTS = ("p", "div", "span", "small", "em", "td", "center")
_INLINE_ELEMENTS = frozenset(
    "a b i em strong span small br img cite u font picture source noscript".split()
)
SITE_COPYRIGHT = re.compile(
    r"\brights reserved|vorbehalten|droits réservés|derechos reservados|"
    r"©\s*(?:19|20)\d\d",
    re.I,
)
_PICTURE_ELEMENTS = ("img", "picture", "amp-img", "figure")
_WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_+")
_BOX_TEXT_LENGTHS = range(12, 500)
_PLAIN_TEXT_LENGTHS = range(25, 260)
_LINE_LENGTHS = range(4, 350)
_CREDIT_LENGTHS = range(6, 100)
_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|fotograf|bildnachweis", re.I)
_MAX_BOX_ELEMENTS = 16
_MIN_PICTURE_WIDTH = 150  # pixels; a smaller one is a portrait or a sign


def is_picture_box(element: Any) -> bool:
    """Whether an element is a frame of one picture and a short text below it."""
    if element.tag not in ("div", "section", "span", "table", "p") or not len(element):
        return False
    names = _WORD_BREAK.sub("-", read_class(element))
    is_marked = (element.get("itemtype") or "").endswith("schema.org/ImageObject")
    is_named = is_marked or bool(_PICTURE_CLASS.search(names))
    return is_named and not NO_CAPTION_CLASS.search(names) and _has_short_text(element)


def _has_short_text(box: Any) -> bool:
    """Whether an element holds one picture, a short text and nothing else."""
    own = [e for e in box.iterdescendants() if not _is_inside_caption(e, box)]
    tags = Counter(e.tag for e in own)
    if any(tags[tag] for tag in _NO_CAPTION_ELEMENTS) or tags["p"] > 2:
        return False
    if tags["img"] + tags["amp-img"] != 1:
        return False
    length = len(read_element_text(box))
    linked = sum(len(read_element_text(a)) for a in box.iter("a"))
    return length in _BOX_TEXT_LENGTHS and linked * 2 <= length


def _is_inside_caption(element: Any, box: Any) -> bool:
    """Whether an element of a box is in what calls itself a caption."""
    around = list(element.iterancestors())
    return any("caption" in read_class(a) for a in around[: around.index(box)])


def is_plain_box(element: Any, article: set[Any]) -> bool:
    """Whether an element without a name holds one picture, and below it a short text
    and nothing else, and stands between the paragraphs of the article."""
    if element.tag not in ("div", "table", "center") or element in article:
        return False
    around = list(element.iterancestors())[:3]
    inside = list(element.iterdescendants())
    if not _is_inside(around, article) or len(inside) > _MAX_BOX_ELEMENTS:
        return False
    names = " ".join(map(read_class, (element, *inside, *around[:2])))
    if _PERSON_CLASS.search(names) or not _holds_only_lines(inside):
        return False
    is_short = line_weight(read_element_text(element)) in _PLAIN_TEXT_LENGTHS
    return is_short and _begins_with_picture(element)


def _is_inside(around: list[Any], article: set[Any]) -> bool:
    return any(a in article and a.tag not in ("body", "html") for a in around)


def _begins_with_picture(element: Any) -> bool:
    """Whether the one picture of an element is large, and no text is before it."""
    images = list(element.iter("img", "amp-img"))
    is_one = len(images) == 1 and not _is_small(images[0])
    return is_one and not _read_before(element, images[0])


def _holds_only_lines(inside: list[Any]) -> bool:
    tags = Counter(str(e.tag) for e in inside)
    is_linked = any(e.tag == "a" and e.get("href") for e in inside)
    return not is_linked and tags["p"] <= 2 and _NO_PLAIN_ELEMENTS.isdisjoint(tags)


def _is_small(image: Any) -> bool:
    width = (image.get("width") or "").removesuffix("px")
    return width.isdecimal() and int(width) < _MIN_PICTURE_WIDTH


def _read_before(element: Any, image: Any) -> str:
    """The text of an element before its picture."""
    own = [image, *image.iterancestors()]
    own = own[: own.index(element)]
    text = element.text or ""
    for node in own:
        text += (node.getparent().text or "") if node.getparent() is not None else ""
        for sibling in node.itersiblings(preceding=True):
            if isinstance(sibling.tag, str):
                text += read_element_text(sibling)
    return text.strip()


def is_credited_line(element: Any) -> bool:
    """Whether a short line right below a picture ends with a labelled credit."""
    text = _read_line(element)
    return bool(text) and bool(split_printed_credit(text)[1])


def is_slanted_line(element: Any) -> bool:
    """Whether a line right below a picture is in italics or centred as a whole."""
    text = _read_line(element)
    if line_weight(text) not in _PLAIN_TEXT_LENGTHS or element.tag not in ("p", "div"):
        return False
    if element.find(".//a") is not None or line_patterns.is_byline_line(text):
        return False
    slanted = sum(len(read_element_text(e)) for e in element.iter("em", "i", "small"))
    is_centred = "center" in (element.get("style") or element.get("align") or "")
    return slanted >= len(text) - 2 or is_centred


def _read_line(element: Any) -> str:
    """The text of a line that follows a picture and may be its caption, or ''."""
    inside = {c.tag for c in element.iterdescendants() if isinstance(c.tag, str)}
    if element.tag not in LINE_ELEMENTS or not inside <= _INLINE_ELEMENTS:
        return ""
    if next(element.iterancestors("figure"), None) is not None:
        return ""
    text = read_element_text(element)
    if len(text) not in _LINE_LENGTHS or not follows_picture(element):
        return ""
    return "" if SITE_COPYRIGHT.search(text) else text


def is_lone_credit(element: Any) -> bool:
    """Whether an element that calls itself a credit is one with its label and nothing
    else, wherever on the page: of the picture above the article, at its end."""
    if element.tag not in (*LINE_ELEMENTS, "li") or not _CREDIT_CLASS.search(
        read_class(element)
    ):
        return False
    text = read_element_text(element)
    if len(text) not in _CREDIT_LENGTHS or SITE_COPYRIGHT.search(text):
        return False
    is_inside = next(element.iterancestors("figure", "footer", "nav", "a"), None)
    return is_inside is None and is_whole_credit(text) and begins_with_label(text)


def _is_shown(element: Any) -> bool:
    """Whether an element has text, text behind it, or a picture."""
    if not isinstance(element.tag, str):
        return False
    has_picture = next(element.iter(*_PICTURE_ELEMENTS), None) is not None
    has_text = bool(read_element_text(element) or (element.tail or "").strip())
    return has_picture or has_text


def follows_picture(element: Any) -> bool:
    """Whether nothing but a picture stands before an element, or inside it at first."""
    if element.find(".//img") is not None and not (element.text or "").strip():
        return True
    siblings = (e for e in element.itersiblings(preceding=True) if _is_shown(e))
    before = next(siblings, None)
    if before is None or (before.tail or "").strip() or read_element_text(before):
        return False
    return next(before.iter(*_PICTURE_ELEMENTS), None) is not None
