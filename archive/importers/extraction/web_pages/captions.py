"""Captions and credits of a page's pictures."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from archive.importers.extraction.extracted_page import ExtractedCaption
from archive.text import credits

from .junk import MAX_CLASS_LENGTH, find_junk_reason
from .metadata import fold_words
from .printed_credits import split_printed_credit
from .tree import normalize_spaces, read_element_text

_CAPTION_CLASS = re.compile(
    r"caption|bildunterschrift|bildtext|legend[ea]?|légende|bild-?info|image-?text|"
    r"pie-?de-?foto|didascalia|imgcap|img-?desc|photo-?desc|image-?desc|media-?desc|"
    r"pic-?desc|figure-?text|leadimage__text|bildbeschreibung|opis-?zdj|cptn|captain|"
    r"img-?info|infotext|media-?subtitle|fig-?txt|figure-?txt|figcap|bild-?unter|"
    r"detail-img__description|article--media--lead|image-?legend|underskrift|billedtekst",
    re.I,
)
_PICTURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:pic|picture|image|img|photo|foto|bild|thumb|thumbnail|visual|"
    r"hero-?image|lead-?image|contentimage|imgbox\w?|leadmedia|hmedia|embed-?image|"
    r"media-?block|carousel-?slide|gallery-?item)(?:$|[\s_-]|box|wrap|container|block)",
    re.I,
)
_NO_CAPTION_CLASS = re.compile(
    r"captions?-?(?:toggle|button|link|wrap)|video|recaptcha|uncaption|table-?caption|"
    r"(?:title|headline|teaser|no)[-_]?caption|avatar|author-?(?:image|photo|pic)",
    re.I,
)
_CREDIT_CLASS = re.compile(
    r"credit|copyright|copyr|(?:^|[-_ ])source|photographer|fotograf|attribution|"
    r"rights|quelle|bildrechte|licen[cs]e|agency|agentur|creator|photo-?by|"
    r"img-?author|image-?author|picture-?author|crédit|autor-?foto|photograph|"
    r"distributor|provider|courtesy|urheber|nachweis",
    re.I,
)
_AUTHOR_CLASS = re.compile(  # of a picture, inside its figure
    r"(?:^|[-_ ])(?:author|autor|firma|byline|signature|via|fuente|fonte|zdroj|kilde|"
    r"bron|auteur|rettighed\w*)(?:$|[-_ ])",
    re.I,
)
_UNSHOWN_CLASS = re.compile(
    r"off-?screen|visually-?hidden|sr-only|screen-?reader|vh(?:$|\s)|u-?hidden|"
    r"assistive|a11y-?text|accessib",
    re.I,
)
_LABEL_ONLY = re.compile(
    r"(?:image|photo|picture|bild|foto|credit|copyright|caption|image source|"
    r"image caption|bildquelle|fotos?|quelle|source|©|photo by)?\s*[:：]?",
    re.I,
)
_LABEL_AT_START = re.compile(
    r"(?:image|photo|picture|media|video) (?:caption|source|copyright|credit)[:,]?\s+|"
    r"(?:caption|bildunterschrift|legende|légende)\s*[:：]\s*",
    re.I,
)
_CONTROL_AT_END = re.compile(
    r"\s+(?:close|hide caption|toggle caption|view this image ›|expand|enlarge image|"
    r"schliessen|schließen|fermer|cerrar|read more|show more|lire la suite|ver más)\Z",
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
_UNREAD_ELEMENTS = ("button", "script", "style", "svg", "noscript", "template")
_APART_ELEMENTS = ("p", "div", "br", "figcaption", "li", "h3", "h4")
_NO_CAPTION_ELEMENTS = tuple("h1 h2 h3 h4 time ul table form video figure".split())
_LINE_ELEMENTS = ("p", "div", "span", "small", "em", "td", "center")
_INLINE_ELEMENTS = frozenset(
    "a b i em strong span small br img cite u font picture source noscript".split()
)
_SITE_COPYRIGHT = re.compile(
    r"\brights reserved|vorbehalten|droits réservés|derechos reservados|"
    r"©\s*(?:19|20)\d\d",
    re.I,
)
_PICTURE_ELEMENTS = ("img", "picture", "amp-img", "figure")
_DATA_ATTRIBUTE = re.compile(
    r"data-(?:(?P<caption>(?:img-|image-|photo-)?(?:caption|legend|description))|"
    r"(?:img-|image-|photo-)?(?:credits?|copyright|photographer|agency))"
)
_WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_+")
_BOX_TEXT_LENGTHS = range(12, 500)
_LINE_LENGTHS = range(4, 350)
MAX_CAPTION_LENGTH = 1_200
MIN_DESCRIBED_LENGTH = 20


class CaptionReader:
    """The captions of a tree, each once, and the elements that hold them."""

    def __init__(self, body: Any, article: set[Any]) -> None:
        self.captions: list[tuple[Any, ExtractedCaption]] = []
        self.elements: set[Any] = set()  # no text of theirs is of the article
        self._article = article  # elements around the text
        self._seen: dict[str, ExtractedCaption] = {}
        self._descriptions = {  # of pictures, which some pages print below them too
            normalize_spaces(image.get("alt") or "") for image in body.iter("img")
        }
        for figure in self._iter_figures(body):
            if not any(a in self.elements for a in figure.iterancestors()):
                self._read_figure(figure)

    def _iter_figures(self, body: Any) -> Iterator[Any]:
        """`figure` elements and what calls itself a caption beside a picture."""
        for element in body.iter("*"):
            if (
                element.tag == "figure"
                or _is_picture_box(element)
                or element.get("data-caption")
                or self._is_lone_caption(element)
                or self._repeats_description(element)
                or _is_credited_line(element)
            ):
                yield element

    def _repeats_description(self, element: Any) -> bool:
        if element.tag not in _LINE_ELEMENTS or len(element.text or "") < 25:
            return False
        text = read_element_text(element)
        is_plain = next(element.iterancestors("a", "figure"), None) is None
        return is_plain and element.find(".//a") is None and text in self._descriptions

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
        if not has_name or _NO_CAPTION_CLASS.search(classes) or _has_headline(element):
            return False
        return len(read_element_text(element)) <= MAX_CAPTION_LENGTH

    def _read_figure(self, figure: Any) -> None:
        is_frame = figure.tag == "figure" and self._holds_text(figure)
        if is_frame or self._is_junk(figure):
            return  # its text is left out as any other, with the reason
        self.elements.add(figure)
        texts = self._find_caption_elements(figure)
        credit_elements = self._find_credit_elements(figure)
        inside = [e for e in credit_elements if any(t in _list_line(e) for t in texts)]
        text = normalize_spaces(" ".join(_read_without(t, inside) for t in texts))
        credit = "; ".join(dict.fromkeys(map(_read_shown, credit_elements)))
        said = _read_data_attributes(figure)
        self._add(
            figure, *_part_credit(_strip_controls(text) or said[0], credit or said[1])
        )

    def add_described(self, images: list[tuple[str, str]]) -> None:
        """Captions and credits that JSON-LD has, where the page prints none."""
        for text, credit in images:
            key = fold_words(text)
            known = next(
                (k for k in self._seen if key and (key in k or k in key)), None
            )
            if known is not None:
                self._seen[known].credit = self._seen[known].credit or credit
            elif len(text) >= MIN_DESCRIBED_LENGTH:
                text, printed = _part_credit(text, "")
                self._add(None, text, credit or printed)

    def _is_junk(self, figure: Any) -> bool:
        return bool(find_junk_reason(figure, self._article)) or self._is_teaser(figure)

    def _is_teaser(self, figure: Any) -> bool:
        """Whether a link leads from a picture outside the article to another page."""
        around = [a for a in figure.iterancestors() if a.tag not in ("body", "html")]
        if any(a in self._article for a in around[:4]):
            return False
        links = list(figure.iterancestors("a")) or list(figure.iter("a"))
        linked = sum(len(read_element_text(a)) for a in links)
        return linked * 10 >= len(read_element_text(figure)) * 8 > 0

    def _holds_text(self, figure: Any) -> bool:
        """Whether the figure is a quotation, a table or a frame around the text."""
        if figure.find(".//h1") is not None:
            return True
        has_post = figure.find(".//blockquote") is not None
        has_table = figure.find(".//table") is not None
        has_text = (
            sum(len(read_element_text(p)) for p in figure.iter("p"))
            > MAX_CAPTION_LENGTH
        )
        return has_post or has_table or has_text

    def _find_caption_elements(self, figure: Any) -> list[Any]:
        if figure.tag != "figure":
            return [] if figure.get("data-caption") else [figure]
        found = list(figure.iter("figcaption")) or [
            e for e in figure.iter() if self._is_caption(e, _read_class(e))
        ]
        if found or any(True for _ in figure.iter("video", "iframe")):
            return _list_outer(found)
        return _list_lowest_texts(figure)[:2]

    def _find_credit_elements(self, figure: Any) -> list[Any]:
        found = [e for e in figure.iter() if self._is_credit(e, figure)]
        if not found and figure.tag == "figure":
            found = [e for e in figure.iter() if _is_picture_author(e)]
        elif not found:
            found = self._find_credit_beside(figure)
        return _list_outer(found)

    def _find_credit_beside(self, caption: Any) -> list[Any]:
        """The only credit in the element around a caption."""
        parent = caption.getparent()
        found = [e for e in parent.iter() if self._is_credit(e, parent)]
        return found if len(found) == 1 else []

    def _is_credit(self, element: Any, scope: Any) -> bool:
        if element is scope or element.tag not in _TEXT_ELEMENTS:
            return False
        classes = _read_class(element)
        text = _read_shown(element)
        is_named = _CREDIT_CLASS.search(classes) and not _CAPTION_CLASS.search(classes)
        if is_named or element.get("itemprop") in _CREDIT_PROPERTIES:
            return 1 < len(text) <= 200 and not _LABEL_ONLY.fullmatch(text)
        return not len(element) and credits.is_credit(text)

    def _add(self, figure: Any, text: str, credit: str) -> None:
        key = fold_words(text) or fold_words(credit)
        known = self._seen.get(key)
        if known is not None and not known.credit:
            known.credit = credit
        if known is not None and credit != known.credit:
            key = f"{key} {fold_words(credit)}"  # the same words below another picture
        if not key or key in self._seen or (known is not None and not credit):
            return
        caption = ExtractedCaption(text, credit)
        self._seen[key] = caption
        self.captions.append((figure, caption))


def _part_credit(text: str, credit: str) -> tuple[str, str]:
    """Caption and credit where the credit has an element, and where it has none."""
    text = _CONTROL_AT_END.sub("", _LABEL_AT_START.sub("", text))
    credit = _LABEL_AT_START.sub("", credit)
    if not credit:
        text, credit = split_printed_credit(text)
    elif text.endswith(credit):
        text = text.removesuffix(credit).rstrip(" |·–-")
    return "" if _LABEL_ONLY.fullmatch(text) else text, credit


def _is_picture_box(element: Any) -> bool:
    """Whether an element is a frame of one picture and a short text below it."""
    if element.tag not in ("div", "section", "span") or not len(element):
        return False
    names = _WORD_BREAK.sub("-", _read_class(element))
    if not _PICTURE_CLASS.search(names) or _NO_CAPTION_CLASS.search(names):
        return False
    tags = Counter(e.tag for e in element.iterdescendants())
    if any(tags[tag] for tag in _NO_CAPTION_ELEMENTS) or tags["p"] > 2:
        return False
    return tags["img"] + tags["amp-img"] == 1 and _has_short_text(element)


def _has_short_text(box: Any) -> bool:
    length = len(read_element_text(box))
    linked = sum(len(read_element_text(a)) for a in box.iter("a"))
    return length in _BOX_TEXT_LENGTHS and linked * 2 <= length


def _has_headline(element: Any) -> bool:
    return any(True for _ in element.iter("h1", "h2", "h3"))


def _is_credited_line(element: Any) -> bool:
    """Whether a short line right below a picture ends with a labelled credit."""
    inside = {c.tag for c in element.iterdescendants() if isinstance(c.tag, str)}
    if element.tag not in _LINE_ELEMENTS or not inside <= _INLINE_ELEMENTS:
        return False
    if next(element.iterancestors("figure"), None) is not None:
        return False
    text = read_element_text(element)
    if len(text) not in _LINE_LENGTHS or not _follows_picture(element):
        return False
    if _SITE_COPYRIGHT.search(text):
        return False
    return bool(split_printed_credit(text)[1])


def _follows_picture(element: Any) -> bool:
    """Whether nothing but a picture stands before an element, or inside it at first."""
    if element.find(".//img") is not None and not (element.text or "").strip():
        return True
    siblings = element.itersiblings(preceding=True)
    before = next((e for e in siblings if isinstance(e.tag, str)), None)
    if before is None or (before.tail or "").strip() or read_element_text(before):
        return False
    return next(before.iter(*_PICTURE_ELEMENTS), None) is not None


def _is_picture_author(element: Any) -> bool:
    if element.tag not in _TEXT_ELEMENTS:
        return False
    is_named = bool(_AUTHOR_CLASS.search(_read_class(element)))
    is_small = element.tag in ("cite", "small", "footer") and not len(element)
    text = _read_shown(element)
    return (is_named or is_small) and 1 < len(text) <= 120


def _read_data_attributes(figure: Any) -> tuple[str, str]:
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


def _read_shown(element: Any) -> str:
    return normalize_spaces(_read_without(element, []))


def _read_class(element: Any) -> str:
    return str(element.get("class") or "")[:MAX_CLASS_LENGTH]


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
            is_unread = child.tag in _UNREAD_ELEMENTS
            if is_unread or _UNSHOWN_CLASS.search(_read_class(child)):
                parts.append(" ")
            else:
                space = " " if child.tag in _APART_ELEMENTS else ""
                parts += [space, _read_without(child, left_out), space]
        parts.append(child.tail or "")
    return "".join(parts)


def _strip_controls(text: str) -> str:
    while match := re.match(rf"(?:{_CONTROLS.pattern})\s+(?=\S)", text, re.I):
        is_word_of_text = match[0][:1].isupper() and not match[0].isascii()
        if is_word_of_text or len(match[0].split()) < 2:
            break
        text = text[match.end() :]
    return "" if _CONTROLS.fullmatch(text) else text
