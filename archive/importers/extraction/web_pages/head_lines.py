"""The lines between a page's headline and its text: lead, byline, date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archive.importers.extraction import line_patterns
from archive.importers.extraction.extracted_page import ExtractedPage
from archive.importers.extraction.line_patterns import line_weight
from archive.importers.extraction.local_dates import find_local_day
from archive.importers.extraction.reporter_lines import (
    find_reporters,
    is_labelled_names,
)
from archive.importers.extraction.told_dates import find_told_date
from archive.text import dates

from .body import OUTSIDE_REASON, TEASER_REASON, ArticleBody
from .bylines import (
    is_person_name,
    join_names,
    split_names,
)
from .junk import find_junk_reason
from .metadata import PageHead, fold_words
from .tree import TextBlock

_LINES_ABOVE = 4  # of the headline that may be of the article
_LINES_BELOW = 30
_REPORTER_LENGTH = 60  # of a line beside the headline that names reporters
_TEXT_LENGTH = 140  # of a block that is text for sure
_LEFT_OUT_BESIDE_HEADLINE = (
    OUTSIDE_REASON,
    TEASER_REASON,
    line_patterns.FURNITURE_REASON,
)


class HeadLines:
    """Reads the lines near the headline."""

    def __init__(self, page: ExtractedPage, head: PageHead, body: ArticleBody) -> None:
        self._page, self._head, self._body = page, head, body
        self._title = fold_words(page.title)
        self.indexes = list(self._iter_lines())

    def find_frame(self) -> Any:
        """The element around headline and text, in which the byline is; or None."""
        if self._head.heading is None:
            return None
        around = self._head.heading.iterancestors()
        return next((a for a in around if a in self._body.article), None)

    def _find_headline(self) -> int:
        """The first block with the headline, else the first of the article."""
        for i, block in enumerate(self._body.blocks):
            if self._title and self._title in fold_words(block.text):
                return i
        return next((i for i, r in enumerate(self._body.reasons) if not r), 0)

    def _iter_lines(self) -> Iterator[int]:
        """The blocks from the headline to the second paragraph of the article."""
        start, sentences = self._find_headline(), 0
        blocks = self._body.blocks
        first = max(start - _LINES_ABOVE, 0)
        for i in range(first, min(start + _LINES_BELOW, len(blocks))):
            is_text = len(blocks[i].text) >= _TEXT_LENGTH and not self._body.reasons[i]
            sentences += is_text
            if sentences >= 2:
                return
            if not is_text:
                yield i

    def find_byline(self, beside: str = "") -> tuple[str, str]:
        """The names in a line that begins as a byline does, and where they are from.

        Beside names that a program gave only those of a line at the headline, and only
        where none of them is among these: the program's is who put the page online.
        """
        printed = self._find_labelled_names()
        if beside:
            told = set(fold_words(beside).split())
            is_other = printed and told.isdisjoint(fold_words(printed).split())
            return (printed, "line") if is_other else ("", "")
        if printed:
            return printed, "line"
        pairs = zip(self._body.blocks, self._body.reasons, strict=True)
        texts = [block.text for block, reason in pairs if block.text and not reason]
        return _find_closing_byline(texts[-2:]) or self._find_reporters(texts)

    def _find_labelled_names(self) -> str:
        for i in self.indexes:
            text = self._body.blocks[i].text
            dateline = line_patterns.parse_dateline(text, self._page.language)
            if dateline and dateline.byline:
                text = dateline.byline
            is_byline = line_patterns.is_byline_line(text) or is_labelled_names(text)
            if is_byline and len(text) <= 90:
                names = [n for n in split_names(text) if is_person_name(n)]
                if names:
                    return join_names(names)
        return ""

    def _find_reporters(self, texts: list[str]) -> tuple[str, str]:
        """Reporters in the first and the last lines of the article."""
        near = [self._body.blocks[i].text for i in self.indexes]
        near = [text for text in near if len(text) <= _REPORTER_LENGTH]
        for text in [*near, *texts[:3], *texts[-3:]]:
            if names := find_reporters(text, self._page.language):
                return join_names(names), "line"
        return "", ""

    def find_date(self, *, with_updates: bool = True) -> tuple[str, str]:
        """The day in the short line that is nearest to the headline, and where it is
        from; that of an update only where it is asked for."""
        start = self._find_headline()
        for i in sorted(self.indexes, key=lambda i: (abs(i - start), -i)):
            text = self._body.blocks[i].text
            if len(text) > 120:
                continue
            if not with_updates:
                text = line_patterns.UPDATE_PATTERN.split(text)[0]
            language = self._page.language
            day = _find_printed_day(text) or find_local_day(text, language)
            dateline = line_patterns.parse_dateline(text, language)
            if day := day or (dateline.date if dateline else ""):
                return day, "line"
        return "", ""

    def find_told_date(self) -> str:
        """The words of a short line such as *Gestern, 14:30*."""
        return find_told_date(self._body.blocks[i].text for i in self.indexes)

    def find_lead(self) -> TextBlock | None:
        """A sentence below the headline that no rule took for the article."""
        frame = self.find_frame()
        is_below = False
        for i in self.indexes:
            block = self._body.blocks[i]
            if self._title and self._title in fold_words(block.text):
                is_below = True
            elif is_below and frame is not None and self._may_be_lead(i, frame):
                return block
        return None

    def _may_be_lead(self, i: int, frame: Any) -> bool:
        block = self._body.blocks[i]
        is_sentence = line_weight(block.text) >= 50 and block.link_share < 0.5
        if not is_sentence or self._body.reasons[i] not in _LEFT_OUT_BESIDE_HEADLINE:
            return False
        is_line = (
            line_patterns.omission_reason(block.text)
            or line_patterns.parse_dateline(block.text)
            or line_patterns.is_byline_line(block.text)
            or any(c.isdigit() for c in block.text[:12])
        )
        if is_line or frame not in block.element.iterancestors():
            return False
        reason = find_junk_reason(block.element, {*self._body.article, frame})
        return reason in ("", TEASER_REASON)


def _find_closing_byline(last: list[str]) -> tuple[str, str] | None:
    """The names in a short last line that begins as a byline does."""
    for text in last:
        if len(text) <= _REPORTER_LENGTH and line_patterns.is_byline_line(text):
            names = [name for name in split_names(text) if is_person_name(name)]
            if names:
                return join_names(names), "line"
    return None


def is_day_beside(day: str, other: str) -> bool:
    """Whether two days in EDTF follow each other."""
    pair = [dates.parse_edtf(text) for text in (day, other)]
    if any(one.earliest != one.latest for one in pair):
        return False
    return abs(pair[0].earliest - pair[1].earliest) == 1


def _find_printed_day(text: str) -> str:
    printed = dates.find_printed_date(text)
    if printed is None or len(printed[0].text) != 10:
        return ""
    is_update = line_patterns.UPDATE_PATTERN.search(text[: printed[1]])
    is_likely = 1990 <= int(printed[0].text[:4]) <= 2100
    return printed[0].text if is_likely and not is_update else ""
