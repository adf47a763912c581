"""Media types of files, by their first bytes and their names; no content is run."""

from __future__ import annotations

import csv
import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from .extraction.packed.zip_members import has_short_directory

HEAD_BYTES = 4096  # read to detect a type
LONGEST_CELL = 60  # of a table with few rows, in characters
FILE_SUFFIXES = {
    "application/warc": (".warc",),
    "application/warc+gzip": (".warc.gz",),
    "application/wacz": (".wacz",),
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
    "text/html": (".html", ".htm", ".xhtml"),
}
_FIRST_BYTES = {
    b"WARC/1.0\r\n": "application/warc",
    b"WARC/1.1\r\n": "application/warc",
    b"WARC/0.18\r\n": "application/warc",
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
_WEBP_HEAD = re.compile(rb"RIFF.{4}WEBP", re.DOTALL)
_HTML_TAG = re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OLD_OFFICE_HEAD = b"\xd0\xcf\x11\xe0"
_OUTLOOK_STREAM = "__substg1.0_".encode("utf-16-le")  # a property of a message
# What the first bytes look like of files that are text, but no article.
_TEXT_SHAPES = (
    (
        re.compile(
            rb"(?:(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|From|"
            rb"Date|Subject|To|X-[\w-]+|DKIM-Signature):[^\r\n]*\r?\n"
            rb"(?:[ \t][^\n]*\n)*)"
            rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\n]*\n)*){2}",
            re.IGNORECASE,
        ),
        "message/rfc822",
    ),
    (re.compile(rb"TY  ?- "), "application/x-research-info-systems"),
    (
        re.compile(
            rb"(?:%[^\n]*\s+)*@(?:comment|preamble|string)\s*[{(]|"
            rb"(?:%[^\n]*\s+)*@\w+\s*[{(]\s*[^\s,]+\s*,",
            re.IGNORECASE,
        ),
        "application/x-bibtex",
    ),
    (
        re.compile(
            rb'\[?\s*\{\s*"(?:id|type|title|DOI|URL|items|author|issued|citation-key)"\s*:'
        ),
        "application/vnd.citationstyles.csl+json",
    ),
    (re.compile(rb"WARC/|\x1f\x8b"), "application/warc"),
    (re.compile(rb"\{\\rtf"), "application/rtf"),
    (
        re.compile(rb"GIF8|\x00\x00\x00.ftyp|<svg|<\?xml[^>]*>\s*<svg"),
        "image/other",
    ),
)
_DECIMAL = re.compile(r"\d+,\d+(?!.*,)")
_HTML_PART = re.compile(
    rb"<(?:!--|meta|div|p|span|article|section|main|h[1-6]|figure|table|ul|ol|a|b|i|"
    rb"strong|em|title|link|script|style)\b",
    re.IGNORECASE,
)


class FileTypeError(ValueError):
    """A file whose type the archive does not keep, or that its name does not match."""


def detect_media_type(name: str, content: bytes) -> str:
    """The media type of a file that can be kept as a capture.

    Content and extension must agree: a page named `.png` is refused. Of a compressed
    WARC only the first bytes are unpacked; of a WACZ only the list of its parts is
    read. Raises `FileTypeError`, whose message names the types that are kept.
    """
    media_type = _detect_by_content(content)
    lower = name.lower()
    if media_type and lower.endswith(FILE_SUFFIXES[media_type]):
        return media_type
    by_name = next((t for t, s in FILE_SUFFIXES.items() if lower.endswith(s)), "")
    if media_type and by_name:
        raise FileTypeError(
            _(
                "The file name says %(name)s, but the file is %(found)s. "
                "Rename it and add it again."
            )
            % {"name": by_name, "found": media_type}
        )
    raise FileTypeError(
        _(
            "This file type can't be saved. Choose a WARC, WACZ, PDF, PNG, "
            "JPEG, WebP or HTML file with the matching extension."
        )
    )


def find_article_type(content: bytes) -> str:
    """The media type of a file that an article may come from, by its content alone.

    `text/plain` for what has no sign of another type: whether it is text at all is for
    its reader to find out.
    """
    head = content[:HEAD_BYTES]
    if media_type := _detect_by_first_bytes(head):
        return media_type
    if head.startswith(_OLD_OFFICE_HEAD):
        is_message = _OUTLOOK_STREAM in content
        return "application/vnd.ms-outlook" if is_message else "application/msword"
    if _is_page(head):
        return "text/html"
    for pattern, media_type in _TEXT_SHAPES:
        if pattern.match(head.lstrip(b"\xef\xbb\xbf \t\r\n")):
            return media_type
    if head.startswith(b"PK\x03\x04"):
        return WORD_TYPE if b"word/document.xml" in content else "application/zip"
    if _is_table(head):
        return "text/csv"
    return "text/plain"


def _is_table(head: bytes) -> bool:
    """Whether the rows have as many cells as the first: three or more in four rows or
    more, and in fewer rows only short cells without a space after the separator."""
    text = head.decode(_find_table_encoding(head), "replace")
    lines = [line for line in text.splitlines() if line.strip()]
    if len(head) == HEAD_BYTES:
        lines.pop()  # cut in the middle
    return any(_are_rows(lines[:20], separator) for separator in ",;\t")


def _find_table_encoding(head: bytes) -> str:
    """UTF-16 by its mark or, without one, by which bytes of its
    separators and digits are zero."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    zeros_first, zeros_second = head[::2].count(0), head[1::2].count(0)
    if max(zeros_first, zeros_second) * 20 > len(head):
        return "utf-16-be" if zeros_first > zeros_second else "utf-16-le"
    return "utf-8-sig"


def _are_rows(lines: list[str], separator: str) -> bool:
    try:
        rows = list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error:
        return False
    widths = {len(row) for row in rows}
    if len(widths) != 1:
        return False
    width = widths.pop()
    if len(rows) >= 4 and width >= 3:
        return True
    is_enough = width >= 3 or (width == 2 and len(rows) >= 2)
    return is_enough and _are_cells(rows) and not _are_sentences(lines)


def _are_cells(rows: list[list[str]]) -> bool:
    """Whether all are short, and no space follows a separator as it does in prose."""
    is_spaced = any(cell.startswith(" ") for row in rows for cell in row[1:])
    return not is_spaced and max(len(c) for row in rows for c in row) <= LONGEST_CELL


def _are_sentences(lines: list[str]) -> bool:
    """Whether a line ends as sentences do, or begins with a number such as 2,5."""
    return any(line.rstrip()[-1] in ".。!?" or _DECIMAL.match(line) for line in lines)


def _is_page(head: bytes) -> bool:
    """Whether a file begins as a web page, in UTF-16 too; or is a part of one."""
    squeezed = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not squeezed.startswith(b"<"):
        return False
    return bool(_HTML_TAG.search(squeezed) or _HTML_PART.match(squeezed))


def _detect_by_content(content: bytes) -> str:
    head = content[:HEAD_BYTES]
    if media_type := _detect_by_first_bytes(head):
        return media_type
    if head.startswith(b"\x1f\x8b"):
        return "application/warc+gzip" if _holds_warc(head) else ""
    if head.startswith(b"PK\x03\x04"):
        return "application/wacz" if _is_wacz(content) else ""
    if _WEBP_HEAD.match(head):
        return "image/webp"
    is_page = _HTML_TAG.search(head) and b"\0" not in head
    return "text/html" if is_page else ""


def _detect_by_first_bytes(head: bytes) -> str:
    return next((t for s, t in _FIRST_BYTES.items() if head.startswith(s)), "")


def _holds_warc(head: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(head, 64).startswith(b"WARC/")
    except zlib.error:
        return False


def _is_wacz(content: bytes) -> bool:
    """Whether a ZIP lists the parts that every WACZ has; no part is unpacked.

    The length of the list is checked first, because reading a million parts takes 20 s.
    A ZIP whose list needs 64-bit numbers is larger than any file that is kept.
    """
    if not has_short_directory(content):
        return False
    try:
        with ZipFile(BytesIO(content)) as parts:
            names = parts.namelist()
    except (BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError):
        return False
    archived = any(name.startswith("archive/") for name in names)
    return "datapackage.json" in names and archived
