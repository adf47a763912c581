"""From the bytes of a file to its text."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
ENCODING_NAMES = {"gb18030": "GB 18030", "big5hkscs": "Big5", "cp1252": "Windows-1252"}
# Where the standards' tables have their frequent signs: GB 2312 and Big5, level 1, by
# the first of two bytes.
FREQUENT_SIGNS = {
    "gb18030": ("gb2312", range(0xB0, 0xD8)),
    "big5hkscs": ("big5", range(0xA4, 0xC7)),
}
FEW_ZEROS = 5  # times fewer: 开 (U+5F00) has a zero byte too
UNASSIGNED = re.compile("[\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")
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
        return _decode_wide(content)
    try:
        return DecodedText(content.decode("utf-8-sig"), [], is_sure=True)
    except UnicodeDecodeError:
        pass
    name = _find_chinese_encoding(content) or "cp1252"
    display_name = ENCODING_NAMES[name]
    note = _("Decoded as %(encoding)s, not UTF-8: check letters with accents.")
    notes = [note % {"encoding": display_name}]
    return DecodedText(_decode_strictly(content, name), notes, is_sure=False)


def _decode_strictly(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise _refuse_encoding(_("The file is not in a known encoding.")) from error


def _decode_wide(content: bytes) -> DecodedText:
    """UTF-16 without a byte order mark: its spaces, digits and line ends have zero
    bytes, which come first in nearly all pairs or second in nearly all."""
    zeros_first, zeros_second = content[::2].count(0), content[1::2].count(0)
    name = "utf-16-be" if zeros_first > zeros_second else "utf-16-le"
    rare, frequent = sorted((zeros_first, zeros_second))
    is_wide = len(content) % 2 == 0 and rare * FEW_ZEROS <= frequent
    text = content.decode(name, "replace") if is_wide else LOST_CHARACTER
    if LOST_CHARACTER in text or UNASSIGNED.search(text):
        raise _refuse_encoding(_("The file is not text: it contains zero bytes."))
    note = _("Decoded as %(encoding)s, not UTF-8: check letters with accents.")
    return DecodedText(text, [note % {"encoding": "UTF-16"}], is_sure=False)


def _find_chinese_encoding(content: bytes) -> str:
    """The encoding in which most letters are frequent signs of Chinese; "" where none
    is."""
    high = sum(byte > 0x7F for byte in content)
    if high * 5 < len(content):
        return ""
    shares = {
        name: _measure_frequent_signs(content, name, table, leads)
        for name, (table, leads) in FREQUENT_SIGNS.items()
    }
    name = max(shares, key=shares.__getitem__)
    return name if shares[name] > 0.5 else ""


def _measure_frequent_signs(
    content: bytes, name: str, table: str, leads: range
) -> float:
    """The share of letters beyond ASCII that the standard's table of frequent signs
    has; 0 where the bytes are not in this encoding."""
    try:
        text = content.decode(name)
    except UnicodeDecodeError:
        return 0.0
    letters = [c for c in text if c.isalpha() and not c.isascii()]
    encoded = (c.encode(table, "ignore")[:1] for c in letters)
    frequent = sum(bool(first) and first[0] in leads for first in encoded)
    return frequent / max(len(letters), 1)
