"""Looks for marks by what the file is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .kinds import MANIFEST, FileMark
from .mail_marks import find_mail_marks, find_tracking
from .office_marks import find_office_marks
from .pdf_marks import find_pdf_marks
from .picture_marks import find_picture_marks

MOST_MARKS = 50
_FINDERS: tuple[
    tuple[re.Pattern[bytes], Callable[[bytes], Iterator[FileMark]]], ...
] = (
    (re.compile(rb".{0,1023}%PDF-", re.DOTALL), find_pdf_marks),
    (
        re.compile(rb"\xff\xd8\xff|\x89PNG|RIFF....WEBP|II\*\0|MM\0\*", re.DOTALL),
        find_picture_marks,
    ),
    (re.compile(rb"PK\x03\x04"), find_office_marks),
)
# Names in a JUMBF box, a PNG or WebP chunk, a PDF, an SVG or the list of a ZIP.
_MANIFEST_SIGNS = re.compile(
    rb"jumd.{0,40}c2pa|caBX|C2PA_Manifest|<c2pa:manifest|content_credential\.c2pa|"
    rb"\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81",
    re.DOTALL,
)


def find_file_marks(media_type: str, content: bytes) -> list[FileMark]:
    """The marks of a file, each once, at most fifty.

    The content decides what is looked for; `media_type` only tells a mail from a page.
    A part that is broken has no marks. Opens no connection: a C2PA manifest is told,
    not verified.
    """
    found: dict[FileMark, None] = {}
    for mark in _iterate_marks(media_type, content):
        found[mark] = None
        if len(found) == MOST_MARKS:
            break
    return list(found)


def _iterate_marks(media_type: str, content: bytes) -> Iterator[FileMark]:
    if _MANIFEST_SIGNS.search(content):
        yield FileMark(MANIFEST)
    for head, finder in _FINDERS:
        if head.match(content):
            yield from finder(content)
            return
    if media_type == "message/rfc822":
        yield from find_mail_marks(content)
    elif media_type == "text/html":
        yield from find_tracking(content.decode("utf-8", "ignore"))
