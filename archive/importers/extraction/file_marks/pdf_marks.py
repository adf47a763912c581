"""What a PDF keeps beside the text that it shows (ISO 32000)."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from .kinds import (
    ATTACHMENT,
    COMMENT,
    COVERED,
    LAYER,
    PERSON,
    REVISION,
    UNSEEN,
    FileMark,
)

MOST_PAGES = 300
OPAQUE = 200  # of 255
LEAST_COVERED = 0.8  # of a text's area
LEAST_LETTERS = 2
_INVISIBLE_MODES = (3, 7)  # neither filled nor stroked; only a clipping path
_END = re.compile(rb"%%EOF")
# A file that is made for quick display has two ends, and is no revision of another.
_LINEARIZED = re.compile(rb"/Linearized\s+1")
_LAYERS_OFF = re.compile(rb"/OFF\s*\[\s*\d+\s+\d+\s+R")
_XMP_PERSON = re.compile(rb"<dc:creator>(.{0,2000}?)</dc:creator>", re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def measure(self) -> float:
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def measure_common(self, other: _Box) -> float:
        return _Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        ).measure()


def find_pdf_marks(content: bytes) -> Iterator[FileMark]:
    """Names in its properties, earlier states, hidden layers, attached files, notes,
    and text that is covered or not painted; nothing where the file is locked."""
    ends = len(_END.findall(content)) - bool(_LINEARIZED.search(content[:2048]))
    if ends > 1:
        yield FileMark(REVISION, str(ends - 1))
    if _LAYERS_OFF.search(content):
        yield FileMark(LAYER)
    for found in _XMP_PERSON.finditer(content):
        name = _TAG.sub(b" ", found[1]).decode("utf-8", "replace")
        yield FileMark.describe(PERSON, name)
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return
    if author := document.get_metadata_dict().get("Author"):
        yield FileMark.describe(PERSON, author)
    for number in range(document.count_attachments()):
        name = document.get_attachment(number).get_name()
        yield FileMark.describe(ATTACHMENT, name)
    for number in range(min(len(document), MOST_PAGES)):
        yield from _find_in_page(document[number])


def _find_in_page(page: pypdfium2.PdfPage) -> Iterator[FileMark]:
    text, items = page.get_textpage(), list(page.get_objects(max_depth=5))
    pictures = [_find_box(i) for i in items if i.type == pdfium.FPDF_PAGEOBJ_IMAGE]
    half_page = page.get_width() * page.get_height() / 2
    covers: list[_Box] = []
    # From the top: what was painted later covers what was painted before.
    for item in reversed(items):
        box = _find_box(item)
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            yield from _find_in_text(
                item, _read_words(text, box), box, covers, pictures
            )
        elif _is_filled(item) or (box in pictures and box.measure() < half_page):
            covers.append(box)
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        yield from _find_note(page, number)


def _find_in_text(
    item: pypdfium2.PdfObject,
    words: str,
    box: _Box,
    covers: list[_Box],
    pictures: list[_Box],
) -> Iterator[FileMark]:
    if len(words) < LEAST_LETTERS or not box.measure():
        return
    if pdfium.FPDFTextObj_GetTextRenderMode(item) in _INVISIBLE_MODES:
        # What a machine read from the picture that it lies on, the picture shows.
        if not any(map(box.measure_common, pictures)):
            yield FileMark.describe(UNSEEN, words)
    elif any(
        box.measure_common(cover) >= LEAST_COVERED * box.measure() for cover in covers
    ):
        yield FileMark.describe(COVERED, words)


def _find_box(item: pypdfium2.PdfObject) -> _Box:
    return _Box(*item.get_bounds())


def _read_words(text: pypdfium2.PdfTextPage, box: _Box) -> str:
    words: str = text.get_text_bounded(*box)
    return words.strip()


def _is_filled(item: pypdfium2.PdfObject) -> bool:
    """Whether it is a path that nothing shines through."""
    if item.type != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, mode, stroke) or not mode.value:
        return False
    colours = [ctypes.c_uint() for _part in "rgba"]
    pdfium.FPDFPageObj_GetFillColor(item, *colours)
    return colours[3].value >= OPAQUE


def _find_note(page: pypdfium2.PdfPage, number: int) -> Iterator[FileMark]:
    note = pdfium.FPDFPage_GetAnnot(page, number)
    try:
        subtype = pdfium.FPDFAnnot_GetSubtype(note)
        if subtype in (
            pdfium.FPDF_ANNOT_TEXT,
            pdfium.FPDF_ANNOT_FREETEXT,
            pdfium.FPDF_ANNOT_REDACT,
        ):
            words = ": ".join(
                filter(None, (_read_key(note, "T"), _read_key(note, "Contents")))
            )
            yield FileMark.describe(COMMENT, words)
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def _read_key(note: object, key: str) -> str:
    name = key.encode()
    size = pdfium.FPDFAnnot_GetStringValue(note, name, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(note, name, buffer, size)
    return bytes(buffer)[: max(0, size - 2)].decode("utf-16-le", "replace")
