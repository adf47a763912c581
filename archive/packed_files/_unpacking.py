"""Finds words in files, however they are packed: an erasure may leave them nowhere."""

from __future__ import annotations

import email
import email.policy
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from urllib.parse import unquote

from django.conf import settings

LEGACY_ENCODINGS = ("cp1252", "gb18030", "big5")  # of pages in our languages
MOST_UNPACKED_BYTES = 300_000_000  # of one file, all that is in it together
MOST_LEVELS = 4  # of what is packed in what is packed
PDF_READER = [sys.executable, "-m", "archive.packed_files._pdf_text"]
PDF_SECONDS = 55
_GZIP_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_MAIL_PART = re.compile(rb"^content-transfer-encoding:\s*(base64|quoted)", re.I | re.M)
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_PACKED = re.compile(rb"\x1f\x8b|PK\x03\x04|%PDF-|\x89PNG|\xff\xd8\xff|RIFF")
_UNSEEN = re.compile(
    r"<(script|style)\b[^>]{0,2000}>.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE
)
# Nobody sees a difference; lines are broken anywhere.
_SPACE = re.compile(r"[\s\u00ad\u200b\u2060\ufeff]+|\\[nrt]|(?<=\w)-\s*\n\s*(?=\w)")


class UnreadablePart(Exception):
    """A file, or something packed in it, whose words can't be found: it has a password,
    is broken or is too large."""


def has_words(content: bytes, words: str) -> bool:
    """Whether a file's content has the words: as written or as HTML, JSON and addresses
    write them, across lines and tags, packed by gzip or ZIP (WARC, WACZ, DOCX), in a
    mail or in the text of a PDF.

    Holds the unpacked content in memory, up to 300 MB. Raises `UnreadablePart` where
    the words were not found but something could not be read.
    """
    return any(_is_written(part, words) for part in _Unpacking().unpack(content))


def read_texts(content: bytes) -> Iterator[str]:
    """The text of a file and of all that is packed in it, as a reader sees it: without
    tags, scripts and styles. Raises `UnreadablePart`; costs what `has_words` does."""
    for part in _Unpacking().unpack(content):
        if _PACKED.match(part):
            continue
        for encoding in _guess_encodings(part):
            text = _UNSEEN.sub(" ", part.decode(encoding, "ignore"))
            yield unescape(_TAG.sub(" ", text))


class _Unpacking:
    """Unpacks one file, within its budget."""

    def __init__(self) -> None:
        self._left = MOST_UNPACKED_BYTES

    def unpack(self, content: bytes, level: int = 0) -> Iterator[bytes]:
        """The content, and all that is packed in it."""
        yield content
        for part in self._find_parts(content):
            if level == MOST_LEVELS:
                raise UnreadablePart
            yield from self.unpack(part, level + 1)

    def _find_parts(self, content: bytes) -> Iterator[bytes]:
        yield from self._unzip(content)
        yield from self._find_gzip_members(content)
        if b"%PDF-" in content[:1024]:
            yield self._spend(_read_pdf(content))
        if _MAIL_PART.search(content):
            yield from self._read_mail(content)

    def _unzip(self, content: bytes) -> Iterator[bytes]:
        if not zipfile.is_zipfile(BytesIO(content)):
            return
        try:
            with zipfile.ZipFile(BytesIO(content)) as packed:
                for member in packed.infolist():
                    yield self._spend(member.filename.encode("utf-8", "replace"))
                    if member.file_size > self._left:
                        raise UnreadablePart
                    with packed.open(member) as unpacked:
                        yield self._spend(unpacked.read(self._left + 1))
        # `RuntimeError` where it has a password, `NotImplementedError` for a method.
        except (
            zipfile.BadZipFile,
            RuntimeError,
            zlib.error,
            EOFError,
            OSError,
        ) as error:
            raise UnreadablePart from error

    def _find_gzip_members(self, content: bytes) -> Iterator[bytes]:
        """Members anywhere: those of a WARC follow each other, and a record may hold a
        body that was sent with gzip. What is broken counts as far as it goes."""
        position = 0
        while found := _GZIP_MEMBER.search(content, position):
            unpacking = zlib.decompressobj(wbits=31)
            position = found.start() + 1
            try:
                part = unpacking.decompress(content[found.start() :], self._left + 1)
            except zlib.error:
                continue
            if part:
                yield self._spend(part)
            if unpacking.eof:
                position = len(content) - len(unpacking.unused_data)

    def _read_mail(self, content: bytes) -> Iterator[bytes]:
        message = email.message_from_bytes(content, policy=email.policy.default)
        for part in message.walk():
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield self._spend(body)

    def _spend(self, part: bytes) -> bytes:
        self._left -= len(part)
        if self._left < 0:
            raise UnreadablePart
        return part


def _read_pdf(content: bytes) -> bytes:
    """The text of a PDF, read by a child process with limits."""
    try:
        ended = subprocess.run(
            PDF_READER,
            input=content,
            capture_output=True,
            timeout=PDF_SECONDS,
            cwd=settings.BASE_DIR,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadablePart from error
    if ended.returncode:
        raise UnreadablePart
    return ended.stdout


def _is_written(part: bytes, words: str) -> bool:
    """Whether the words are in this part, in any encoding and notation."""
    wanted = _remove_breaks(words)
    for encoding in _guess_encodings(part):
        text = part.decode(encoding, "ignore")
        text = _JSON_ESCAPE.sub(lambda found: chr(int(found[1], 16)), unescape(text))
        if any(
            wanted in _remove_breaks(notation)
            for notation in (text, _TAG.sub("", text), unquote(text.replace("+", " ")))
        ):
            return True
    return False


def _guess_encodings(part: bytes) -> Iterator[str]:
    """In which the part may be text; several, where it is none."""
    if b"\0" in part:
        yield from ("utf-16-le", "utf-16-be")
    try:
        part.decode()
        yield "utf-8"
    except UnicodeDecodeError:
        yield from ("utf-8", *LEGACY_ENCODINGS)


def _remove_breaks(text: str) -> str:
    return _SPACE.sub("", text)
