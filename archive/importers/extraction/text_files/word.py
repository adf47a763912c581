"""The text of a Word file (DOCX), paragraph by paragraph."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import XMLSyntaxError

from archive.importers.extraction.extracted_page import (
    ExtractedBlock,
    ExtractedPage,
    ExtractionError,
)

MAX_UNPACKED_BYTES = 200_000_000
MAX_PARTS = 5_000


def extract_word(content: bytes) -> ExtractedPage:
    """The paragraphs and rows of a Word file. Raises `ExtractionError`: `too-large`
    before anything is unpacked, `no-text` or `broken`.

    python-docx reads XML without entities of the outside.
    """
    _refuse_bomb(content)
    try:
        document = docx.Document(BytesIO(content))
        texts = [
            text for item in document.iter_inner_content() for text in _read_item(item)
        ]
    except (
        PackageNotFoundError,
        BadZipFile,
        KeyError,
        ValueError,
        XMLSyntaxError,
    ) as e:
        raise ExtractionError("broken") from e
    blocks = [ExtractedBlock("line", text) for text in texts if text]
    if not blocks:
        raise ExtractionError("no-text")
    return ExtractedPage(blocks=blocks)


def _refuse_bomb(content: bytes) -> None:
    try:
        parts = ZipFile(BytesIO(content)).infolist()
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise ExtractionError("broken") from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
        raise ExtractionError("too-large")


def _read_item(item: object) -> list[str]:
    if hasattr(item, "rows"):
        return ["\t".join(c.text.strip() for c in row.cells) for row in item.rows]
    return [str(getattr(item, "text", "")).replace("\n", " ").strip()]
