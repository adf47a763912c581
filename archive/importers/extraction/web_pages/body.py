"""The article's own blocks: what trafilatura takes, and what belongs to it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any

import trafilatura
from trafilatura.settings import Document

from archive.importers.extraction import line_patterns
from archive.importers.extraction.extracted_page import ExtractedBlock
from archive.importers.extraction.line_patterns import is_short_line, line_weight

from .junk import find_junk_reason
from .metadata import fold_words
from .tree import TextBlock

OUTSIDE_REASON = "outside the article"
TEASER_REASON = "teaser of another article"
MIN_KEPT_WEIGHT = 40  # of a left-out block that an editor sees
MIN_KEPT_WEIGHT_INSIDE = 12  # of one between the paragraphs of the article
MAX_LEFT_OUT = 400  # blocks of one page
_LINKED = 0.55  # share of links that makes a block a list of links
_SOME_LINK = 0.3


def extract_known_texts(tree: Any, linked_body: str) -> set[str]:
    """The texts that trafilatura takes for the article, folded; and JSON-LD's own."""
    document = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, favor_recall=True
    )
    texts: set[str] = set()
    if isinstance(document, Document) and document.body is not None:
        for element in document.body.iter():
            if element.tag not in ("body", "main", "doc", "list", "table", "row"):
                texts.add(fold_words("".join(element.itertext())))
    texts |= {fold_words(line) for line in re.split(r"\n+", linked_body)}
    return texts - {""}


class ArticleBody:
    """The blocks of a page, each with whether it is of the article, and why not."""

    def __init__(
        self, blocks: list[TextBlock], known: set[str], linked_body: str
    ) -> None:
        self.blocks = blocks
        self._known = known
        self._all_known = "\n".join(known) + "\n" + fold_words(linked_body)
        self._linked = fold_words(linked_body)
        self.is_known = [self._find_known(block) for block in blocks]
        self.article = self._find_article_elements()
        self.reasons = [
            self._find_reason(i, block) for i, block in enumerate(self.blocks)
        ]
        self._end_after_related()
        self._leave_out_linked_teasers()
        self._keep_lone_text()

    def _find_known(self, block: TextBlock) -> bool:
        folded = fold_words(block.text)
        if not folded:
            return False
        is_long = len(folded) >= 25 or (not folded.isascii() and len(folded) >= 10)
        return folded in self._known or (is_long and folded in self._all_known)

    def _find_article_elements(self) -> set[Any]:
        """The elements that hold more than half of the known text."""
        weights: Counter[Any] = Counter()
        total = 0
        for block, is_known in zip(self.blocks, self.is_known, strict=True):
            if is_known and block.link_share < _LINKED:
                total += len(block.text)
                for element in [block.element, *block.element.iterancestors()]:
                    weights[element] += len(block.text)
        return {e for e, weight in weights.items() if weight * 2 > total}

    def _find_reason(self, i: int, block: TextBlock) -> str:
        """Why a block is not of the article, or ''."""
        if not block.text or (self._linked and self._is_linked_text(block)):
            return ""
        if reason := _find_line_reason(block):
            return reason
        junk = find_junk_reason(block.element, self.article)
        if junk or block.link_share > _LINKED:
            return "" if self._is_sentence_among_known(i) else junk or TEASER_REASON
        return "" if self._is_own(i) else OUTSIDE_REASON

    def _is_own(self, i: int) -> bool:
        return self.is_known[i] or self._has_known_sibling(i)

    def _is_linked_text(self, block: TextBlock) -> bool:
        folded = fold_words(block.text)
        return len(folded) >= 40 and folded in self._linked

    def _is_sentence_among_known(self, i: int) -> bool:
        """Whether trafilatura takes a sentence that stands between known ones."""
        is_sentence = self.is_known[i] and _is_sentence(self.blocks[i].text)
        return is_sentence and self._has_known_sibling(i)

    def _has_known_sibling(self, i: int) -> bool:
        """Whether the element around a block holds other blocks that are known."""
        parents = list(self.blocks[i].element.iterancestors())[:1]
        parents += [self.blocks[i].element]
        for j in (
            *range(i - 1, max(i - 8, -1), -1),
            *range(i + 1, min(i + 8, len(self.blocks))),
        ):
            other = self.blocks[j]
            if not self.is_known[j] or other.link_share > _LINKED:
                continue
            if other.element in parents or other.element.getparent() in parents:
                return True
        return False

    def _end_after_related(self) -> None:
        """What follows “More on this story” and is only links or short is a teaser."""
        for i, block in enumerate(self.blocks):
            if self.reasons[i] or not block.text:
                continue
            if not line_patterns.RELATED_HEADING_PATTERN.fullmatch(block.text):
                continue
            self.reasons[i] = TEASER_REASON
            for j in range(i + 1, min(i + 7, len(self.blocks))):
                other = self.blocks[j]
                if not is_short_line(other.text, 160) or other.link_share < _LINKED:
                    break
                self.reasons[j] = TEASER_REASON

    def _leave_out_linked_teasers(self) -> None:
        """A headline that is a link, and the one block below it in the same frame."""
        for i, (head, text) in enumerate(pairwise(self.blocks)):
            frame = text.element.getparent()
            is_headline = re.fullmatch("h[2-6]", head.tag) and head.link_share > _LINKED
            if not is_headline or frame not in head.element.iterancestors():
                continue
            after = self.blocks[i + 2 : i + 3]
            is_alone = not any(frame in b.element.iterancestors() for b in after)
            if is_alone and not self._is_linked_text(text):
                self.reasons[i] = self.reasons[i] or TEASER_REASON
                self.reasons[i + 1] = self.reasons[i + 1] or TEASER_REASON

    def _keep_lone_text(self) -> None:
        """Where nothing is of the article, every sentence outside menus is."""
        if any(
            b.text and not r for b, r in zip(self.blocks, self.reasons, strict=True)
        ):
            return
        for i, block in enumerate(self.blocks):
            is_text = line_weight(block.text) >= 40 and block.link_share < _LINKED
            if is_text and not find_junk_reason(block.element, set()):
                self.reasons[i] = ""


def _find_line_reason(block: TextBlock) -> str:
    """Why a block is not of the article by its own words, or ''."""
    is_tip = block.link_share > _SOME_LINK and line_patterns.is_reading_tip(block.text)
    return TEASER_REASON if is_tip else line_patterns.omission_reason(block.text)


def _is_sentence(text: str) -> bool:
    is_long = line_weight(text) >= MIN_KEPT_WEIGHT
    return is_long and not is_short_line(text, 100_000)


def choose_role(block: TextBlock) -> str:
    """What a block of the article is, by its element."""
    tags = [block.tag, *(str(a.tag) for a in list(block.element.iterancestors())[:4])]
    if re.fullmatch(r"h[1-6]", block.tag):
        return "heading"
    if "blockquote" in tags[:3]:
        return "quotation"
    if block.tag in ("td", "th", "tr"):
        return "table"
    return "paragraph"


def list_left_out(
    body: ArticleBody, pictures: list[TextBlock], captions: str
) -> list[ExtractedBlock]:
    """The blocks that an editor sees as left out, each once: all that stand between
    the article's own, and elsewhere whole lines. What stands in the frame of a picture
    and is not in `captions` is among them, so that no sentence goes unseen.
    """
    inside: dict[str, ExtractedBlock] = {}
    outside: dict[str, ExtractedBlock] = {}
    left = [(b, r) for b, r in zip(body.blocks, body.reasons, strict=True) if r]
    for block in pictures:
        if fold_words(block.text) not in captions:
            left.append((block, OUTSIDE_REASON))
    for block, reason in left:
        around = list(block.element.iterancestors())[:3]
        found, least = outside, MIN_KEPT_WEIGHT
        if any(a in body.article and a.tag not in ("body", "html") for a in around):
            found, least = inside, MIN_KEPT_WEIGHT_INSIDE
        if line_weight(block.text) >= least:
            found.setdefault(
                block.text, ExtractedBlock("boilerplate", block.text, reason)
            )
    return list((inside | outside).values())[:MAX_LEFT_OUT]
