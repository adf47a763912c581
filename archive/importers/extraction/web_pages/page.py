"""A web page read as an article."""

from __future__ import annotations

import copy
import re
from typing import Any

from archive.importers.extraction import line_patterns
from archive.importers.extraction.extracted_page import (
    ExtractedBlock,
    ExtractedPage,
    ExtractionError,
)
from archive.importers.extraction.line_patterns import is_short_line
from archive.importers.extraction.local_dates import find_local_day
from archive.importers.extraction.page_language import find_language
from archive.text import addresses

from .body import ArticleBody, choose_role, extract_known_texts, list_left_out
from .bylines import find_authors, find_other_authors, split_names
from .captions import CaptionReader
from .decoding import decode_page
from .head_lines import HeadLines, is_day_beside
from .linked_data import LinkedArticle, read_linked_article
from .metadata import PageHead, compare_titles, fold_words
from .script_captions import list_script_captions
from .tree import BlockReader, TextBlock, parse_tree, read_element_text

_POST_CLASS = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|"
    r"fb-post|mastodon-embed|reddit-(?:embed|card)|telegram-post|tweet\b|"
    r"text-post-media",
    re.I,
)
_LEAD_CLASS = re.compile(
    r"lead\b|lede|intro|standfirst|dek\b|deck\b|subtitle|sub-?head|vorspann|"
    r"teaser-?text|chapeau|summary|abstract|sommario|entradilla|excerpt|description|"
    r"anreisser|ingress",
    re.I,
)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.:-]+)", re.I)
_REFERENCE = re.compile(r"&([\w.:-]+);")
MAX_DOCTYPE_LENGTH = 100_000
MAX_HEADLINE_LENGTH = 400
MAX_ELEMENTS = 150_000
_POST_LENGTHS = range(20, 3_001)


def extract_html_page(content: bytes) -> ExtractedPage:
    """Read a page. Raises `ExtractionError` where it has no text, more elements than an
    article has, or uses entities that it defines itself, which are not resolved: a few
    lines of them can mean gigabytes."""
    text, encoding = decode_page(content)
    if _uses_own_entities(text):
        raise ExtractionError("entities")
    tree = parse_tree(text)
    if tree is None or not read_element_text(tree):
        raise ExtractionError("no-text")
    if tree.find(".//frameset") is not None:
        raise ExtractionError("no-text")  # the article is in a page of its own
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise ExtractionError("too-large")
    page = _PageReader(tree).page
    page.encoding = encoding
    return page


def _uses_own_entities(text: str) -> bool:
    head = text[:MAX_DOCTYPE_LENGTH]
    defined = set(_ENTITY.findall(head))
    if not defined:
        return False
    end = head.rindex("<!ENTITY") if "<!ENTITY" in head else 0
    behind = text.find("]", end)
    return not defined.isdisjoint(_REFERENCE.findall(text, max(behind, 0)))


class _PageReader:
    """Reads one page, part by part."""

    def __init__(self, tree: Any) -> None:
        self.page = ExtractedPage()
        linked = read_linked_article(tree)
        self.head = PageHead(tree, linked)
        self._read_title()
        self._read_body(tree, linked)
        self.page.language = self._find_language()
        self.lines = HeadLines(self.page, self.head, self.body)
        self._read_authors(linked)
        self._read_date()
        self.lead = self.lines.find_lead()
        self._read_blocks()
        self._read_address()

    def _note(self, name: str, part: str) -> None:
        if part:
            self.page.found_in[name] = part

    def _read_title(self) -> None:
        title, kicker, part = self.head.find_title()
        self.page.title, self.page.kicker = title[:MAX_HEADLINE_LENGTH], kicker
        self._note("title", part)
        self._note("kicker", part if kicker else "")

    def _read_body(self, tree: Any, linked: LinkedArticle) -> None:
        known = extract_known_texts(copy.deepcopy(tree), linked.body)
        body = tree.find("body")
        root = tree if body is None else body
        self.posts = _find_posts(root)
        first = ArticleBody(
            BlockReader(root, set(self.posts)).blocks, known, linked.body
        )
        captions = CaptionReader(root, first.article)
        captions.add_described(linked.images)
        if not captions.captions:
            captions.add_described(list_script_captions(tree))
        captions.leave_out_titles(self.page.title)
        skipped = {*self.posts, *captions.elements}
        self.body = ArticleBody(BlockReader(root, skipped).blocks, known, linked.body)
        self.page.captions = [caption for _element, caption in captions.captions]
        self.pictures = [
            block for e in captions.elements for block in BlockReader(e, set()).blocks
        ]

    def _find_language(self) -> str:
        body = zip(self.body.blocks, self.body.reasons, strict=True)
        texts = [block.text for block, reason in body if not reason]
        text = "\n".join([self.page.title, *texts])
        return find_language(text, self.head.list_languages())

    def _read_authors(self, linked: LinkedArticle) -> None:
        frame = self.lines.find_frame()
        byline, part = find_authors(self.head, linked.authors, frame)
        if part in ("", "json-ld"):
            printed = self.lines.find_byline(beside=byline)
            byline, part = printed if printed[0] else (byline, part)
        if not byline:
            byline, part = find_other_authors(self.head, linked.authors, frame)
        self.page.byline = byline
        self._note("byline", part)

    def _read_date(self) -> None:
        finders = (
            self.head.find_date,
            self.head.find_time_element,
            self.lines.find_date,
            self.head.guess_date,
        )
        for find in finders:
            day, part = find()
            if day:
                if self.head.is_utc_day:  # else the day at the place of the paper
                    printed, line = self.lines.find_date(with_updates=False)
                    if printed and is_day_beside(printed, day):
                        day, part = printed, line
                self.page.date = day
                self._note("date", part)
                return
        self.page.told_date = self.lines.find_told_date()

    def _read_blocks(self) -> None:
        """The blocks of the article in order, then those that are left out."""
        blocks, reasons = self.body.blocks, self.body.reasons
        near = set(self.lines.indexes)
        begun = False  # whether a paragraph was seen
        for i, block in enumerate(blocks):
            if block.element in self.posts and not block.text:
                post = ExtractedBlock("post", self.posts[block.element])
                self.page.blocks.append(post)
            elif block is self.lead:
                reasons[i] = ""
                self._add_block("lead", block)
            elif not reasons[i] and block.text:
                reasons[i] = self._read_block(block, begun, is_near=i in near)
                is_text = not reasons[i] and self.page.blocks[-1].role == "paragraph"
                begun = begun or (is_text and len(block.text) >= 80)
        self._leave_out_last_heading()
        self.page.blocks += list_left_out(self.body, self.pictures, self._join_seen())

    def _join_seen(self) -> str:
        """What an editor sees of the pictures, folded."""
        said = [f"{c.text} {c.credit}" for c in self.page.captions]
        return fold_words(" | ".join([*said, self.page.title]))

    def _read_block(self, block: TextBlock, begun: bool, *, is_near: bool) -> str:
        """Add a block of the article; or say why it is none after all."""
        role = self._choose_head_role(block, begun) if is_near else ""
        role = role or choose_role(block)
        if role == "paragraph" and not begun and is_short_line(block.text, 40):
            return line_patterns.FURNITURE_REASON  # “Share”, “Live”
        self._add_block(role, block)
        return ""

    def _leave_out_last_heading(self) -> None:
        if self.page.blocks and self.page.blocks[-1].role == "heading":
            last = self.page.blocks[-1]
            last.role, last.reason = "boilerplate", "heading without text"

    def _add_block(self, role: str, block: TextBlock) -> None:
        if role == "lead":
            self.page.lead = block.text
            self._note("lead", "class")
        row = block.element.getparent() if role == "table" else None
        if row is not None and row is self._row:
            self.page.blocks[-1].text += f"\t{block.text}"
            return
        self._row = row
        self.page.blocks.append(ExtractedBlock(role, block.text))

    _row: Any = None  # of the table that is being read

    def _choose_head_role(self, block: TextBlock, begun: bool) -> str:
        """The role of a block between headline and text: title, date, byline, lead."""
        if self._is_title(block):
            return "title"
        if self.page.kicker and fold_words(block.text) == fold_words(self.page.kicker):
            return "kicker"
        if self._is_date(block.text):
            return "date"
        if self._is_byline(block.text):
            return "byline"
        may_be_lead = not self.page.lead and not begun and self.lead is None
        return "lead" if may_be_lead and self._is_lead(block) else ""

    def _is_title(self, block: TextBlock) -> bool:
        heading = self.head.heading
        around = [block.element, *block.element.iterancestors()]
        is_heading = heading is not None and heading in around
        return is_heading or compare_titles(block.text, self.page.title) >= 0.95

    def _is_date(self, text: str) -> bool:
        is_day = len(text) <= 80 and find_local_day(text, self.page.language)
        return bool(is_day or line_patterns.parse_dateline(text))

    def _is_byline(self, text: str) -> bool:
        folded = fold_words(text)
        names = [fold_words(name) for name in split_names(self.page.byline)]
        is_sentence = len(text) > 80 and text.endswith((".", "!", "?", "。"))
        if len(text) <= 160 and not is_sentence and any(n in folded for n in names):
            return True
        return len(text) <= 90 and line_patterns.is_byline_line(text)

    def _is_lead(self, block: TextBlock) -> bool:
        around = [block.element, *list(block.element.iterancestors())[:2]]
        own = [element for element in around if element not in self.body.article]
        if _LEAD_CLASS.search(" ".join(e.get("class") or "" for e in own)):
            return True
        described = self.head.linked.description
        described = described or self.head.first_meta("description", "og:description")
        return compare_titles(block.text, described) >= 0.9

    def _read_address(self) -> None:
        address = self.head.find_address()
        try:
            self.page.original_url = addresses.canonical_url(address) if address else ""
        except ValueError:
            self.page.original_url = ""
        self.page.outlet = self.head.site_name or self.head.linked.publisher


def _find_posts(root: Any) -> dict[Any, str]:
    """Embedded posts of networks, each with its text."""
    posts = {}
    for element in root.iter("blockquote", "div", "figure"):
        is_frame = element.tag != "blockquote" and element.find(".//blockquote")
        if is_frame is not None and is_frame is not False:
            continue
        if _POST_CLASS.search(element.get("class") or ""):
            text = read_element_text(element)
            if len(text) in _POST_LENGTHS:
                posts[element] = text
    return posts
