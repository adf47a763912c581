"""What pictures say beside what they show: Exif 2.32, XMP, and what follows the end."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from .kinds import COPY_NUMBER, DEVICE, PERSON, PLACE, TRAILING, FileMark

_EXIF_TAGS = {
    0x013B: PERSON,  # Artist
    0x013C: DEVICE,  # HostComputer
    0x8298: PERSON,  # Copyright
    0x9C9D: PERSON,  # XPAuthor
    0xA420: COPY_NUMBER,  # ImageUniqueID
    0xA430: PERSON,  # CameraOwnerName
    0xA431: DEVICE,  # BodySerialNumber
    0xA435: DEVICE,  # LensSerialNumber
}
_EXIF_POINTER, _GPS_POINTER, _UTF16_TAG = 0x8769, 0x8825, 0x9C9D
MOST_FIELDS = 500  # of a directory, and of directories that point in a circle
_XMP = {
    re.compile(rb"<dc:creator>(.{0,2000}?)</dc:creator>", re.DOTALL): PERSON,
    re.compile(
        rb"""(?:aux|exifEX):(?:Body|Lens|)SerialNumber\s*(?:=\s*["']|>)([^"'<]{1,80})"""
    ): DEVICE,
    re.compile(rb"""exif:GPSL\w+\s*(?:=\s*["']|>)([^"'<]{1,40})"""): PLACE,
    re.compile(
        rb"""xmpMM:(?:DocumentID|InstanceID)\s*(?:=\s*["']|>)([^"'<]{1,80})"""
    ): COPY_NUMBER,
}
_TAG = re.compile(rb"<[^>]*>")


def find_picture_marks(content: bytes) -> Iterator[FileMark]:
    """Makers, owners, numbers of cameras and copies, places, and data after the end."""
    for start in _find_exif(content):
        yield from _read_exif(content[start:])
    for pattern, kind in _XMP.items():
        for found in pattern.finditer(content):
            yield FileMark.describe(
                kind, _TAG.sub(b" ", found[1]).decode("utf-8", "replace")
            )
    if (rest := _count_after_end(content)) > 0:
        yield FileMark(TRAILING, str(rest))


def _find_exif(content: bytes) -> Iterator[int]:
    """Where TIFF directories begin: in JPEG and WebP after `Exif`, in a PNG chunk, or
    the file itself."""
    if content[:4] in (b"II*\0", b"MM\0*"):
        yield 0
    for found in re.finditer(
        rb"Exif\0\0(?=II\*\0|MM\0\*)|eXIf(?=II\*\0|MM\0\*)|EXIF....(?=II\*\0|MM\0\*)",
        content,
        re.DOTALL,
    ):
        yield found.end()


def _read_exif(tiff: bytes) -> Iterator[FileMark]:
    for tag, size, place in _iterate_fields(tiff):
        if tag == _GPS_POINTER:
            yield FileMark(PLACE)
        elif tag in _EXIF_TAGS:
            text = tiff[place : place + min(size, 2000)]
            encoding = "utf-16-le" if tag == _UTF16_TAG else "utf-8"
            if detail := text.decode(encoding, "replace").strip("\0 "):
                yield FileMark.describe(_EXIF_TAGS[tag], detail)


def _iterate_fields(tiff: bytes) -> Iterator[tuple[int, int, int]]:
    """Number, size and place of the value of each field, of the first directory and of
    the camera's. A broken directory ends the reading."""
    order = "<" if tiff[:2] == b"II" else ">"
    places, left = [4], MOST_FIELDS
    try:
        while places:
            (place,) = struct.unpack_from(f"{order}I", tiff, places.pop())
            (count,) = struct.unpack_from(f"{order}H", tiff, place)
            for at in range(place + 2, place + 2 + 12 * min(count, left), 12):
                tag, _kind, size, value = struct.unpack_from(f"{order}HHII", tiff, at)
                yield tag, size, value if size > 4 else at + 8
                if tag == _EXIF_POINTER:
                    places.append(at + 8)
            left -= min(count, left)
    except struct.error:
        return


def _count_after_end(content: bytes) -> int:
    """Bytes after the end of a picture; 0 where the end is not found."""
    if content.startswith(b"\x89PNG"):
        end = content.find(b"IEND\xaeB`\x82")
        return len(content) - end - 8 if end >= 0 else 0
    if content.startswith(b"RIFF") and len(content) >= 8:
        (size,) = struct.unpack_from("<I", content, 4)
        return max(0, len(content) - int(size) - 8 - int(size) % 2)
    if content.startswith(b"\xff\xd8"):
        end = content.rfind(b"\xff\xd9")
        return len(content[end + 2 :].strip(b"\0")) if end >= 0 else 0
    return 0
