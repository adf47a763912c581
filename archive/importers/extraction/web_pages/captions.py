"""Captions and credits of a page's pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archive.importers.extraction.extracted_page import ExtractedCaption
from archive.text import credits

from .junk import find_junk_reason
from .metadata import fold_words
from .tree import normalize_spaces, read_element_text

_CAPTION_CLASS = re.compile(
    r"caption|bildunterschrift|bildtext|legende|légende|bild-?info|image-?text|"
    r"pie-?de-?foto|didascalia|imgcap|img-?desc|photo-?desc|image-?desc|media-?desc|"
    r"pic-?desc|figure-?text|leadimage__text|bildbeschreibung|opis-?zdj",
    re.I,
)
_PICTURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:pic|picture|image|img|photo|foto|bild|hero-?image|lead-?image)"
    r"(?:$|[\s_-]|box|wrap|container|block)",
    re.I,
)
_NO_CAPTION_CLASS = re.compile(
    r"captions?-?(?:toggle|button|link|wrap)|video|recaptcha|uncaption|table-?caption|"
    r"(?:title|headline|teaser)-?caption",
    re.I,
)
_CREDIT_CLASS = re.compile(
    r"credit|copyright|copyr|(?:^|[-_ ])source|photographer|fotograf|attribution|"
    r"rights|quelle|bildrechte|licen[cs]e|agency|agentur|creator|photo-?by|"
    r"img-?author|image-?author|picture-?author|crédit|autor-?foto|photograph",
    re.I,
)
_CREDIT_AT_END = re.compile(
    r"(?P<credit>(?:[(\[（]\s*)?(?:©|\(c\)|&copy;|(?:Photo(?:graph(?:er|y)?)?s?|Fotos?|"
    r"Bild(?:er|quelle|rechte|nachweis)?|Picture|Image|Illustration|Grafik|Crédits?|"
    r"Crédit photo|Foto de|Fotografía|Kuva|Zdjęcie|Fot|Immagine|Quelle|Source|Credit|"
    r"Courtesy)(?:\s+(?:credits?|courtesy|source))?"
    r"(?:\s*[:：/|©]|\s+(?:by|of|par|von|de|di)\b|\.(?=\s)))"
    r"[^.!?。]{0,2}.{1,140})\s*\Z",
    re.I,
)
_AGENCY_AT_END = re.compile(
    r"(?<=[.!?…”\"])\s+(?P<credit>[^.!?]{2,60}(?:/|\s+(?:via|/|\||-)\s+)"
    r"\s*(?:AP|AFP|Reuters|Getty(?: Images)?|EPA|dpa|Shutterstock|Bloomberg|"
    r"Xinhua|Alamy|AAP|PA|Keystone|Imago)[^.!?]{0,40})\.?\Z"
)
_LABEL_ONLY = re.compile(
    r"(?:image|photo|picture|bild|foto|credit|copyright|caption|image source|"
    r"image caption|bildquelle|fotos?|quelle|source|©)?\s*[:：]?",
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
_TEXT_ELEMENTS = frozenset(
    "p div span small cite em i b strong figcaption dd dt li footer h3 h4 h5 h6 "
    "section label address time font".split()
)
_CREDIT_PROPERTIES = ("copyrightHolder", "author", "creditText", "creator")
_BOX_TEXT_LENGTHS = range(12, 500)
MAX_CAPTION_LENGTH = 1_200


class CaptionReader:
    """The captions of a tree, each once, and the elements that hold them."""

    def __init__(self, body: Any, article: set[Any]) -> None:
        self.captions: list[tuple[Any, ExtractedCaption]] = []
        self.elements: set[Any] = set()  # no text of theirs is of the article
        self._article = article  # elements around the text
        self._seen: dict[str, ExtractedCaption] = {}
        for figure in self._iter_figures(body):
            if not any(a in self.elements for a in figure.iterancestors()):
                self._read_figure(figure)

    def _iter_figures(self, body: Any) -> Iterator[Any]:
        """`figure` elements and what calls itself a caption beside a picture."""
        for element in body.iter("*"):
            if (
                element.tag == "figure"
                or _is_picture_box(element)
                or self._is_lone_caption(element)
            ):
                yield element

    def _is_lone_caption(self, element: Any) -> bool:
        if next(element.iterancestors("figure"), None) is not None:
            return False
        names = f"{_read_class(element)} {element.get('id') or ''}"
        return element.tag == "figcaption" or self._is_caption(element, names)

    def _is_caption(self, element: Any, classes: str) -> bool:
        if element.tag not in _TEXT_ELEMENTS:
            return False
        itemprop = element.get("itemprop") or ""
        has_name = bool(_CAPTION_CLASS.search(classes)) or itemprop == "caption"
        if not has_name or _NO_CAPTION_CLASS.search(classes):
            return False
        return len(read_element_text(element)) <= MAX_CAPTION_LENGTH

    def _read_figure(self, figure: Any) -> None:
        if figure.tag == "figure" and self._holds_text(figure):
            return
        if find_junk_reason(figure, self._article):
            return  # its text is left out as any other, with the reason
        self.elements.add(figure)
        texts = self._find_caption_elements(figure)
        credit_elements = self._find_credit_elements(figure)
        credit = "; ".join(dict.fromkeys(map(read_element_text, credit_elements)))
        inside = [e for e in credit_elements if any(t in _list_line(e) for t in texts)]
        text = " ".join(_read_without(t, inside) for t in texts)
        text, credit = _part_credit(
            _strip_controls(normalize_spaces(text)), normalize_spaces(credit)
        )
        if text or credit:
            self._add(figure, text, credit)

    def _holds_text(self, figure: Any) -> bool:
        """Whether the figure is a quotation, a table or a frame around the text."""
        has_post = figure.find(".//blockquote") is not None
        has_table = figure.find(".//table") is not None
        has_text = (
            sum(len(read_element_text(p)) for p in figure.iter("p"))
            > MAX_CAPTION_LENGTH
        )
        return has_post or has_table or has_text

    def _find_caption_elements(self, figure: Any) -> list[Any]:
        if figure.tag != "figure":
            return [figure]
        found = list(figure.iter("figcaption")) or [
            e for e in figure.iter() if self._is_caption(e, _read_class(e))
        ]
        if found or any(figure.iter("video", "iframe")):
            return _list_outer(found)
        return _list_lowest_texts(figure)[:2]

    def _find_credit_elements(self, figure: Any) -> list[Any]:
        found = [e for e in figure.iter() if self._is_credit(e, figure)]
        if not found and figure.tag != "figure":
            parent = figure.getparent()
            found = [e for e in parent.iter() if self._is_credit(e, parent)]
            found = found if len(found) == 1 else []
        return _list_outer(found)

    def _is_credit(self, element: Any, scope: Any) -> bool:
        if element is scope or element.tag not in _TEXT_ELEMENTS:
            return False
        classes = _read_class(element)
        text = read_element_text(element)
        is_named = _CREDIT_CLASS.search(classes) and not _CAPTION_CLASS.search(classes)
        if is_named or element.get("itemprop") in _CREDIT_PROPERTIES:
            return 1 < len(text) <= 200 and not _LABEL_ONLY.fullmatch(text)
        return not len(element) and credits.is_credit(text)

    def _add(self, figure: Any, text: str, credit: str) -> None:
        key = fold_words(text) or fold_words(credit)
        known = self._seen.get(key)
        if known is not None:
            known.credit = known.credit or credit
            return
        caption = ExtractedCaption(text, credit)
        self._seen[key] = caption
        self.captions.append((figure, caption))


def split_printed_credit(text: str) -> tuple[str, str]:
    """The caption and the credit that its text ends with."""
    before, credit = credits.split_credit(text)
    if credit:
        return before, credit
    if credits.is_credit(text):
        return "", text
    for pattern in (_AGENCY_AT_END, _CREDIT_AT_END):
        match = pattern.search(text)
        if match and (match.start("credit") == 0 or len(match["credit"]) <= 110):
            start = match.start("credit")
            return text[:start].rstrip(" |·–-"), match["credit"].strip()
    return text, ""


def _part_credit(text: str, credit: str) -> tuple[str, str]:
    """Caption and credit where the credit has an element, and where it has none."""
    if not credit:
        text, credit = split_printed_credit(text)
    elif text.endswith(credit):
        text = text.removesuffix(credit).rstrip(" |·–-")
    return "" if _LABEL_ONLY.fullmatch(text) else text, credit


def _is_picture_box(element: Any) -> bool:
    """Whether an element is a frame of one picture and a short text below it."""
    if element.tag not in ("div", "section") or element.find(".//figure") is not None:
        return False
    if not _PICTURE_CLASS.search(_read_class(element)):
        return False
    pictures = len(element.findall(".//img"))
    return pictures == 1 and len(read_element_text(element)) in _BOX_TEXT_LENGTHS


def _read_class(element: Any) -> str:
    return str(element.get("class") or "")


def _list_lowest_texts(figure: Any) -> list[Any]:
    lowest = [e for e in figure.iter("p", "span", "div", "small") if not len(e)]
    return [e for e in lowest if read_element_text(e)]


def _list_outer(elements: list[Any]) -> list[Any]:
    """The elements that are not inside another of them."""
    return [e for e in elements if not any(a in elements for a in e.iterancestors())]


def _list_line(element: Any) -> list[Any]:
    return [element, *element.iterancestors()]


def _read_without(element: Any, left_out: list[Any]) -> str:
    """The text of an element without some of those inside it."""
    if element in left_out:
        return ""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            if child.tag in (
                "button",
                "script",
                "style",
                "svg",
                "noscript",
                "template",
            ):
                parts.append(" ")
            else:
                is_apart = child.tag in (
                    "p",
                    "div",
                    "br",
                    "figcaption",
                    "li",
                    "h3",
                    "h4",
                )
                parts.append(" " if is_apart else "")
                parts.append(_read_without(child, left_out))
                parts.append(" " if is_apart else "")
        parts.append(child.tail or "")
    return "".join(parts)


def _strip_controls(text: str) -> str:
    while match := re.match(rf"(?:{_CONTROLS.pattern})\s+(?=\S)", text, re.I):
        is_word_of_text = match[0][:1].isupper() and not match[0].isascii()
        if is_word_of_text or len(match[0].split()) < 2:
            break
        text = text[match.end() :]
    return "" if _CONTROLS.fullmatch(text) else text
