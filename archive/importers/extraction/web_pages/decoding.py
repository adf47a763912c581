"""From the bytes of a web page to its text, in the encodings that pages come in."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I
)
_HEAD_BYTES = 4_096
# What the WHATWG Encoding Standard reads under these names.
_WIDER_ENCODINGS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "unicode": "utf-8",
    "utf-16": "utf-8",  # no page that names itself so in ASCII is
}
_GUESSED_ENCODINGS = list(
    """
    gb18030 big5hkscs cp932 euc_jp cp949 cp1252 cp1251 cp1250 cp1256 cp1253 cp1254
    cp1255 koi8_r cp874
    """.split()
)


def decode_page(content: bytes) -> tuple[str, str]:
    """The text of a page and the encoding that it was read in.

    A byte order mark decides; then zero bytes (UTF-16 without a mark); then UTF-8 if
    the bytes are; then what the page declares; then what the letters look like.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            name = "utf-8-sig" if name == "utf-8" else name
            return content.decode(name, "replace"), name.removesuffix("-sig")
    if wide := _find_wide_encoding(content):
        return content.decode(wide, "replace"), wide
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    return _decode_unsure(content)


def _decode_unsure(content: bytes) -> tuple[str, str]:
    declared = _find_declared_encoding(content)
    if declared:
        text = content.decode(declared, "replace")
        if text.count("\ufffd") * 500 <= len(text):
            return text, declared
    # A page in UTF-8 with a few broken bytes is still in UTF-8.
    text = content.decode("utf-8", "replace")
    if text.count("\ufffd") * 20 <= sum(byte > 0x7F for byte in content):
        return text, "utf-8"
    guess = from_bytes(content[:200_000], cp_isolation=_GUESSED_ENCODINGS).best()
    name = guess.encoding if guess else "cp1252"
    return content.decode(name, "replace"), name


def _find_wide_encoding(content: bytes) -> str:
    """UTF-16 without a byte order mark, by the zero bytes of its tags."""
    head = content[:_HEAD_BYTES]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 5 < len(head) // 2:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _find_declared_encoding(content: bytes) -> str:
    declared = _DECLARED.search(content[:_HEAD_BYTES])
    if declared is None:
        return ""
    name = declared[1].decode("ascii", "replace").lower()
    name = _WIDER_ENCODINGS.get(name, name)
    try:
        is_text = codecs.lookup(name)._is_text_encoding
    except (LookupError, AttributeError):
        return ""
    return name if is_text else ""
