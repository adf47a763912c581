"""From the bytes of a file to its text."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.text.languages import HAN_CHARACTER

from .draft import ImportProblem

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL_BYTES = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
REFUSED_FORMATS = (
    (b"%PDF-", gettext_lazy("a PDF")),
    (b"PK\x03\x04", gettext_lazy("an office file or an archive")),
    (b"{\\rtf", gettext_lazy("a rich text file")),
    (b"\xff\xd8\xff", gettext_lazy("a picture")),
    (b"\x89PNG", gettext_lazy("a picture")),
)
LOST_CHARACTER = "\ufffd"  # what Unicode puts in its place
HTML_START = re.compile(rb"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)


class DecodedText(NamedTuple):
    """A text, notes on how it was decoded, and whether its encoding is certain."""

    text: str
    notes: list[str]
    is_sure: bool


def decode_text(content: bytes) -> DecodedText:
    """The text, and a note where it was not UTF-8. Raises `ImportProblem`."""
    for start, what in REFUSED_FORMATS:
        if content.startswith(start):
            raise _refuse_encoding(
                _("The file is not text but %(what)s.") % {"what": what}
            )
    decoded = _decode_bytes(content)
    if CONTROL_BYTES.search(decoded.text):
        raise _refuse_encoding(_("The file is not text: it contains control bytes."))
    if HTML_START.match(content.removeprefix(codecs.BOM_UTF8)):
        raise ImportProblem(
            _(
                "The file is the source of a web page. Open the page in a browser, "
                "copy what you read there, and save that text in UTF-8."
            )
        )
    if LOST_CHARACTER in decoded.text:
        note = _("The text contains “%(sign)s”: some characters were lost before.")
        decoded.notes.append(note % {"sign": LOST_CHARACTER})
    return decoded


def _refuse_encoding(problem: str) -> ImportProblem:
    advice = _("Save it as plain text in UTF-8 and import that file.")
    return ImportProblem(f"{problem} {advice}")


def _decode_bytes(content: bytes) -> DecodedText:
    for mark, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            note = _("Decoded as %(encoding)s.") % {"encoding": name.upper()}
            return DecodedText(_decode_strictly(content, name), [note], is_sure=True)
    if b"\0" in content:
        raise _refuse_encoding(_("The file is not text: it contains zero bytes."))
    try:
        return DecodedText(content.decode("utf-8-sig"), [], is_sure=True)
    except UnicodeDecodeError:
        pass
    name = "gb18030" if _is_chinese_text(content) else "cp1252"
    display_name = {"gb18030": "GB 18030", "cp1252": "Windows-1252"}[name]
    note = _("Decoded as %(encoding)s, not UTF-8: check letters with accents.")
    notes = [note % {"encoding": display_name}]
    return DecodedText(_decode_strictly(content, name), notes, is_sure=False)


def _decode_strictly(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise _refuse_encoding(_("The file is not in a known encoding.")) from error


def _is_chinese_text(content: bytes) -> bool:
    """Whether bytes that are not UTF-8 are Chinese: mostly pairs that are Han."""
    high = sum(byte > 0x7F for byte in content)
    if high * 5 < len(content):
        return False
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    letters = sum(c.isalpha() for c in text)
    return len(HAN_CHARACTER.findall(text)) * 2 > letters
