"""Captions and credits of a page's pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archive.importers.extraction import line_patterns
from archive.importers.extraction.extracted_page import ExtractedCaption
from archive.importers.extraction.line_patterns import line_weight
from archive.importers.extraction.printed_credits import (
    is_whole_credit,
    move_label,
    split_parts,
    split_printed_credit,
)
from archive.text import credits

from .caption_texts import (
    CONTROL_AT_END,
    LABEL_AT_START,
    LABEL_ONLY,
    MAX_CAPTION_LENGTH,
    list_caption_parts,
    list_inner,
    list_line,
    list_lowest_texts,
    list_outer,
    read_class,
    read_data_attributes,
    read_shown,
    read_without,
    strip_controls,
)
from .junk import find_junk_reason
from .metadata import fold_words
from .picture_frames import (
    LINE_ELEMENTS,
    NO_CAPTION_CLASS,
    SITE_COPYRIGHT,
    follows_picture,
    is_credited_line,
    is_lone_credit,
    is_picture_box,
    is_plain_box,
    is_slanted_line,
)
from .tree import normalize_spaces, read_element_text

_CAPTION_CLASS = re.compile(
    r"caption|bildunterschrift|bildtext|legend[ea]?|légende|bild-?info|image-?text|"
    r"pie-?de-?foto|didascalia|imgcap|img-?desc|photo-?desc|image-?desc|media-?desc|"
    r"pic-?desc|figure-?text|figure_?_?txt|cutline|absatzbild__info|leadimage__text|bildbeschreibung|opis-?zdj|cptn|captain|"
    r"img-?info|infotext|media-?subtitle|fig-?txt|figure-?txt|figcap|bild-?unter|"
    r"detail-img__description|article--media--lead|image-?legend|underskrift|billedtekst",
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
_TEXT_ELEMENTS = frozenset(
    "p div span small cite em i b strong figcaption dd dt li footer h2 h3 h4 h5 h6 "
    "section label address time font".split()
)
_CREDIT_IN_CAPTION_CLASS = re.compile(  # `caption_author`, `caption__credit`
    r"(?:author|autor|auteur|credits?|source|copyright|photographer|by)\b", re.I
)
_CREDIT_PROPERTIES = ("copyrightHolder", "author", "creditText", "creator")
MIN_DESCRIBED_LENGTH = 20
_DATE_AT_START = re.compile(r"\d[\d./-]+\s*\|\s*")
_FRAME_TEXT_LENGTH = 40  # of a button or counter beside a picture


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
        self._read_credits_behind()

    def _iter_figures(self, body: Any) -> Iterator[Any]:
        """`figure` elements and what calls itself a caption beside a picture."""
        for element in body.iter("*"):
            if (
                element.tag == "figure"
                or is_picture_box(element)
                or element.get("data-caption")
                or self._is_lone_caption(element)
                or self._repeats_description(element)
                or _is_line_of_picture(element)
                or is_plain_box(element, self._article)
            ):
                yield element

    def _repeats_description(self, element: Any) -> bool:
        least = 8 if follows_picture(element) else 25
        if element.tag not in LINE_ELEMENTS or len(element.text or "") < least:
            return False
        text = read_element_text(element)
        is_plain = next(element.iterancestors("a", "figure"), None) is None
        return is_plain and element.find(".//a") is None and text in self._descriptions

    def _is_lone_caption(self, element: Any) -> bool:
        if next(element.iterancestors("figure"), None) is not None:
            return False
        names = f"{read_class(element)} {element.get('id') or ''}"
        return element.tag == "figcaption" or self._is_caption(element, names)

    def _is_caption(self, element: Any, classes: str) -> bool:
        if element.tag not in _TEXT_ELEMENTS:
            return False
        itemprop = element.get("itemprop") or ""
        has_name = bool(_CAPTION_CLASS.search(classes)) or "caption" in itemprop.split()
        if not has_name or NO_CAPTION_CLASS.search(classes) or _has_headline(element):
            return False
        if _is_credit_class(classes):
            return False
        return len(read_element_text(element)) <= MAX_CAPTION_LENGTH

    def _read_figure(self, figure: Any) -> None:
        is_frame = figure.tag == "figure" and self._holds_text(figure)
        if is_frame or self._is_junk(figure) or _is_other_line(figure):
            return  # its text is left out as any other, with the reason
        self.elements.add(figure)
        text, credit = self._read_shown_parts(figure)
        said = read_data_attributes(figure)
        self._add(
            figure, *_part_credit(strip_controls(text) or said[0], credit or said[1])
        )

    def _read_shown_parts(self, figure: Any) -> tuple[str, str]:
        """Caption and credit as the elements of a figure show them."""
        texts = self._find_caption_elements(figure)
        credit_elements = self._find_credit_elements(figure)
        if not credit_elements:
            return split_parts(list_caption_parts(texts))
        inside = [e for e in credit_elements if any(t in list_line(e) for t in texts)]
        text = normalize_spaces(" ".join(read_without(t, inside) for t in texts))
        return text, "; ".join(dict.fromkeys(map(read_shown, credit_elements)))

    def _read_credits_behind(self) -> None:
        """The credit of a caption without one, where it is the line right behind it."""
        for figure, caption in self.captions:
            if caption.credit or not caption.text:
                continue
            behind = figure.getnext()
            is_line = behind is not None and behind.tag in LINE_ELEMENTS
            if is_line and behind not in self.elements:
                text = read_element_text(behind)
                if len(text) <= 100 and split_printed_credit(text)[0] == "":
                    caption.credit = text
                    self.elements.add(behind)

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

    def leave_out_titles(self, title: str) -> None:
        """Leave out what is no caption: the headline again, an address, a lone word,
        and a credit without caption that another picture has with one."""
        credited = [fold_words(c.credit) for _figure, c in self.captions if c.text]
        for _figure, caption in self.captions:
            is_title = fold_words(caption.text) == fold_words(title)
            if is_title or _is_no_caption(caption.text):
                caption.text = ""
                if _is_repeated(caption.credit, credited) or _is_of_site(caption):
                    caption.credit = ""
        self.captions = list(filter(_says_something, self.captions))

    def _is_junk(self, figure: Any) -> bool:
        if self._is_teaser(figure):
            return True
        frame = _find_outer_frame(figure)
        return bool(find_junk_reason(frame, self._article))

    def _is_teaser(self, figure: Any) -> bool:
        """Whether a link leads from a picture outside the article to another page."""
        around = [a for a in figure.iterancestors() if a.tag not in ("body", "html")]
        links = list(figure.iterancestors("a")) or list(figure.iter("a"))
        linked = sum(len(read_element_text(a)) for a in links)
        is_linked = linked * 10 >= len(read_element_text(figure)) * 8 > 0
        has_picture = next(figure.iter("img", "picture", "amp-img"), None) is not None
        is_inside = any(a in self._article for a in around[:4])
        if is_inside and (has_picture or is_whole_credit(read_element_text(figure))):
            return False  # a picture of the article may lead to its gallery
        return is_linked

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
            e for e in figure.iter() if self._is_caption(e, read_class(e))
        ]
        if found or any(True for _ in figure.iter("video", "iframe")):
            return list_outer(found)
        return list_lowest_texts(figure)[:2]

    def _find_credit_elements(self, figure: Any) -> list[Any]:
        found = [e for e in figure.iter() if self._is_credit(e, figure)]
        if not found and figure.tag == "figure":
            found = [e for e in figure.iter() if _is_picture_author(e)]
        if not found and (figure.tag != "figure" or _is_nearly_all(figure)):
            found = self._find_credit_beside(figure)
        return list_outer(list_inner(found))

    def _find_credit_beside(self, caption: Any) -> list[Any]:
        """The only credit in the element around a caption."""
        parent = caption.getparent()
        found = [e for e in parent.iter() if self._is_credit(e, parent)]
        return found if len(found) == 1 else []

    def _is_credit(self, element: Any, scope: Any) -> bool:
        if element is scope or element.tag not in _TEXT_ELEMENTS:
            return False
        classes = read_class(element)
        text = read_shown(element)
        if _is_credit_class(classes) or element.get("itemprop") in _CREDIT_PROPERTIES:
            return 1 < len(text) <= 200 and not LABEL_ONLY.fullmatch(text)
        is_whole = not len(element) and credits.is_credit(text)
        return is_whole and not split_printed_credit(text)[0]

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
    text = CONTROL_AT_END.sub("", LABEL_AT_START.sub("", text))
    credit = _DATE_AT_START.sub("", LABEL_AT_START.sub("", credit))
    if not credit:
        text, credit = split_printed_credit(text)
    elif text.endswith(credit):
        text = text.removesuffix(credit).rstrip(" |·–-")
    else:
        text, credit = move_label(text, credit)
    return "" if LABEL_ONLY.fullmatch(text) else text, credit


def _find_outer_frame(figure: Any) -> Any:
    """The first element around a picture that holds more than it; the names of those
    between (`teaser-image`, `share-wrap`) say nothing. Else the picture itself."""
    is_frame = figure.tag == "figure" or is_picture_box(figure)
    own = len(read_element_text(figure))
    if not is_frame or not own or any(read_element_text(a) for a in figure.iter("a")):
        return figure
    for element in figure.iterancestors():
        if element.tag in ("body", "html", "nav", "footer", "form", "a"):
            return figure
        if len(read_element_text(element)) - own > _FRAME_TEXT_LENGTH:
            return element
    return figure


def _is_nearly_all(figure: Any) -> bool:
    """Whether the element around a figure holds hardly more than it."""
    parent = figure.getparent()
    more = len(read_element_text(parent)) - len(read_element_text(figure))
    return 0 < more <= _FRAME_TEXT_LENGTH and len(list(parent.iter("img"))) <= 1


def _is_credit_class(classes: str) -> bool:
    if _CAPTION_CLASS.search(classes):
        return bool(_CREDIT_IN_CAPTION_CLASS.search(_CAPTION_CLASS.split(classes)[-1]))
    return bool(_CREDIT_CLASS.search(classes))


def _is_line_of_picture(element: Any) -> bool:
    is_line = is_credited_line(element) or is_slanted_line(element)
    return is_line or is_lone_credit(element)


def _says_something(pair: tuple[Any, ExtractedCaption]) -> bool:
    return bool(pair[1].text or pair[1].credit)


def _is_repeated(credit: str, credited: list[str]) -> bool:
    return any(fold_words(credit) in other for other in credited)


def _is_of_site(caption: ExtractedCaption) -> bool:
    return bool(SITE_COPYRIGHT.search(caption.credit))


def _is_no_caption(text: str) -> bool:
    return text.startswith(("http://", "https://")) or line_weight(text) < 3


def _has_headline(element: Any) -> bool:
    """Whether an element holds a heading; one that is a caption has a figure around."""
    headings = set(element.iter("h1", "h2", "h3")) - {element}
    is_heading = element.tag in ("h1", "h2", "h3")
    in_figure = next(element.iterancestors("figure"), None) is not None
    return bool(headings) or (is_heading and not in_figure)


def _is_other_line(element: Any) -> bool:
    """Whether what looks like a caption is a byline, a date or a button."""
    if element.tag in ("figure", "figcaption"):
        return False
    text = CONTROL_AT_END.sub("", read_element_text(element))
    return len(text) <= 120 and bool(
        line_patterns.is_byline_line(text)
        or line_patterns.is_date_line(text)
        or line_patterns.parse_dateline(text)
        or (line_patterns.omission_reason(text) and not split_printed_credit(text)[1])
    )


def _is_picture_author(element: Any) -> bool:
    if element.tag not in _TEXT_ELEMENTS:
        return False
    is_named = bool(_AUTHOR_CLASS.search(read_class(element)))
    is_small = element.tag in ("cite", "small", "footer") and not len(element)
    text = read_shown(element)
    return (is_named or is_small) and 1 < len(text) <= 120
