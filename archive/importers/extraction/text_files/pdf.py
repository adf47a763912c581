"""The text of a PDF file, line by line, in the order of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2

from archive.importers.extraction.extracted_page import (
    ExtractedBlock,
    ExtractedPage,
    ExtractionError,
)

MAX_PDF_PAGES = 300
_SENTENCE_END = re.compile(r"[.!?…。！？:：][»”\"'）)]*\Z")
_HYPHEN = re.compile(r"[\ufffe\x02\u00ad]|(?<=\w)-\Z")
_FULL_LINE = 0.8  # of the longest line, which the next one goes on from


def extract_pdf(content: bytes) -> ExtractedPage:
    """The paragraphs of a PDF. Raises `ExtractionError`: `password`, `too-many-pages`,
    `no-text` (a scan) or `broken`."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).casefold()
        raise ExtractionError("password" if is_locked else "broken") from error
    if len(document) > MAX_PDF_PAGES:
        raise ExtractionError("too-many-pages")
    lines = [line for page in document for line in _read_lines(page)]
    blocks = [ExtractedBlock("line", text) for text in _join_lines(lines)]
    if not blocks:
        raise ExtractionError("no-text")
    return ExtractedPage(blocks=blocks)


def _read_lines(page: pypdfium2.PdfPage) -> list[str]:
    text = page.get_textpage().get_text_range()
    return [*(line.strip() for line in text.splitlines()), ""]


def _join_lines(lines: list[str]) -> Iterator[str]:
    """Lines of one paragraph as one; a word that was divided is whole again."""
    longest = max(map(len, lines), default=0)
    paragraph, is_open = "", False
    for line in lines:
        if paragraph and not (is_open and line):
            yield paragraph
            paragraph = ""
        if line:
            is_open = len(line) >= longest * _FULL_LINE or bool(_HYPHEN.search(line))
            paragraph = _append_line(paragraph, line)
            is_open = is_open and not (
                _SENTENCE_END.search(line) and len(line) < longest * 0.9
            )
    if paragraph:
        yield paragraph


def _append_line(paragraph: str, line: str) -> str:
    if not paragraph:
        return line
    if _HYPHEN.search(paragraph) and line[:1].islower():
        return _HYPHEN.sub("", paragraph) + line
    is_spaced = paragraph[-1].isascii() or line[0].isascii()
    return f"{paragraph}{' ' if is_spaced else ''}{line}"
