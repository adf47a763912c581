"""What a file is, by its first bytes and its name together; nothing of it is run."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

HEAD_BYTES = 4096  # bytes that are looked at
MAX_ZIP_DIRECTORY_BYTES = 10_000_000  # bytes in which a WACZ may list its parts
_ZIP_END = re.compile(
    b"PK\x05\x06"
)  # among the last bytes of a ZIP, before that length
_ZIP64_LOCATOR = b"PK\x06\x07"  # before it where 64 bits tell it
_ZIP_TAIL_BYTES = 65_557
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
_HTML_TAG = re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)


class FileTypeError(ValueError):
    """A file that is none of those kept, or not what its name says."""


def detect_media_type(name: str, content: bytes) -> str:
    """The media type of a file that can be kept as a capture.

    Content and extension must agree: a page named `.png` is refused. Nothing is
    unpacked but the first bytes of a compressed WARC; of a WACZ the list of its parts
    is read. Raises `FileTypeError`, whose message names what is kept.
    """
    found = _detect_by_content(content)
    lower = name.lower()
    if found and lower.endswith(FILE_SUFFIXES[found]):
        return found
    by_name = next((t for t, s in FILE_SUFFIXES.items() if lower.endswith(s)), "")
    if found and by_name:
        raise FileTypeError(
            _("The file is named as %(name)s and is %(found)s: rename it.")
            % {"name": by_name, "found": found}
        )
    raise FileTypeError(
        _(
            "Files that are kept: WARC, WACZ, PDF, PNG, JPEG, WebP and HTML, with the "
            "extension of their kind."
        )
    )


def _detect_by_content(content: bytes) -> str:
    head = content[:HEAD_BYTES]
    if head.startswith((b"WARC/1.0\r\n", b"WARC/1.1\r\n", b"WARC/0.18\r\n")):
        return "application/warc"
    if head.startswith(b"\x1f\x8b"):
        return "application/warc+gzip" if _holds_warc(head) else ""
    if head.startswith(b"PK\x03\x04"):
        return "application/wacz" if _is_wacz(content) else ""
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    is_page = _HTML_TAG.search(head) and b"\0" not in head
    return "text/html" if is_page else ""


def _holds_warc(head: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(head, 64).startswith(b"WARC/")
    except zlib.error:
        return False


def _is_wacz(content: bytes) -> bool:
    """Whether a ZIP lists what every WACZ has; no part is unpacked.

    The list's length is asked first: a million parts take 20 s to be read. A ZIP that
    needs 64 bits for it is larger than what is kept.
    """
    tail = content[-_ZIP_TAIL_BYTES:]
    sizes = [tail[at.end() + 8 : at.end() + 12] for at in _ZIP_END.finditer(tail)]
    longest = max((int.from_bytes(size, "little") for size in sizes), default=0)
    if longest > MAX_ZIP_DIRECTORY_BYTES or _ZIP64_LOCATOR in tail:
        return False
    try:
        with ZipFile(BytesIO(content)) as parts:
            names = parts.namelist()
    except (BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError):
        return False
    archived = any(name.startswith("archive/") for name in names)
    return "datapackage.json" in names and archived
