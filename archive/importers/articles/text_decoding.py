"""From the bytes of a file to its text."""

from __future__ import annotations

import codecs
import re

from archive.text.languages import HAN_CHARACTER

from .draft import ImportProblem

ENCODING_ADVICE = "Save it as plain text in UTF-8, and import that."
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL_BYTES = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
REFUSED_FORMATS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "an office file or an archive"),
    (b"{\\rtf", "a rich text file"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x89PNG", "a picture"),
)
HTML_START = re.compile(rb"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)


def decode_text(content: bytes) -> tuple[str, list[str]]:
    """The text, and a note where it was not UTF-8. Raises `ImportProblem`."""
    for start, what in REFUSED_FORMATS:
        if content.startswith(start):
            raise ImportProblem(f"The file is not text but {what}. {ENCODING_ADVICE}")
    text, notes = _decode_bytes(content)
    if CONTROL_BYTES.search(text):
        raise ImportProblem(
            f"The file is not text: it has control bytes. {ENCODING_ADVICE}"
        )
    if HTML_START.match(content.removeprefix(codecs.BOM_UTF8)):
        raise ImportProblem(
            "The file is a web page's source. Open it in a browser, copy what you "
            "read there, and save that as plain text in UTF-8."
        )
    if "\ufffd" in text:
        notes.append(
            "The text holds “\ufffd”: characters were lost before it came here."
        )
    return text, notes


def _decode_bytes(content: bytes) -> tuple[str, list[str]]:
    for mark, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode_strictly(content, name), [f"Decoded as {name.upper()}."]
    if b"\0" in content:
        raise ImportProblem(
            f"The file is not text: it has zero bytes. {ENCODING_ADVICE}"
        )
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    name = "gb18030" if _is_chinese_text(content) else "cp1252"
    display_name = {"gb18030": "GB 18030", "cp1252": "Windows-1252"}[name]
    note = f"Decoded as {display_name}, not UTF-8: check letters with accents."
    return _decode_strictly(content, name), [note]


def _decode_strictly(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise ImportProblem(
            f"The file is not text in a known encoding. {ENCODING_ADVICE}"
        ) from error


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
