"""Small files that say more than they show."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

TEXT = "BT /F 12 Tf 20 100 Td (Zora Muster spoke.) Tj ET "
BAR = "0 0 0 rg 15 90 250 25 re f "
EXIF_TYPES = {bytes: 2, int: 4}


def write_pdf(
    content: str, *, catalog: str = "", page: str = "", more: str = ""
) -> bytes:
    """A PDF of one page with these operators, additions, and `more` objects."""
    packed = zlib.compress(content.encode("cp1252"))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources"
        b"<</Font<</F 5 0 R>>/ExtGState<</G <</ca .2>>>>>>" + page.encode() + b">>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream"
        % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        *(part.encode() for part in more.split("||") if part),
    ]
    out, places = b"%PDF-1.6\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, info = len(objects) + 1, b"/Info 6 0 R" if "/Author" in more else b""
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer<</Size %d/Root 1 0 R%s>>\n" % (size, info)
        + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )


def revise_pdf(content: bytes) -> bytes:
    """The file with a change that was saved behind it."""
    place = len(content)
    old = int(content.rpartition(b"startxref\n")[2].split()[0])
    return content + (
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Courier>> endobj\n"
        b"xref\n5 1\n%010d 00000 n \ntrailer<</Size 6/Root 1 0 R/Prev %d>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (place, old, place + 60)
    )


def write_word(document: str = "", **parts: str) -> bytes:
    """A Word file with this body and these other parts (`__` for `/`)."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    buffer = BytesIO()
    with ZipFile(buffer, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(
            "word/document.xml",
            f"<w:document {space}><w:body><w:p>{document}</w:p></w:body></w:document>",
        )
        for name, text in parts.items():
            path = name.replace("__", "/") + ".xml"
            packed.writestr(path, f"<all {space}>{text}</all>")
    return buffer.getvalue()


def write_exif(order: str, fields: dict[int, bytes], camera: dict[int, bytes]) -> bytes:
    """TIFF directories: the first, with a place, and the camera's."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    return head + _write_directories(order, fields, camera)


def _write_directories(
    order: str, fields: dict[int, bytes], camera: dict[int, bytes]
) -> bytes:
    first_size = 2 + 12 * (len(fields) + 2) + 4
    second_place = 8 + first_size
    values_place = second_place + 2 + 12 * len(camera) + 4
    values, parts = b"", []
    for directory in (fields, camera):
        rows = b""
        for tag, value in directory.items():
            place = struct.pack(f"{order}I", values_place + len(values))
            if len(value) <= 4:
                place = value.ljust(4, b"\0")
            else:
                values += value
            rows += struct.pack(f"{order}HHI", tag, 2, len(value)) + place
        parts.append(rows)
    pointers = struct.pack(f"{order}HHII", 0x8769, 4, 1, second_place)
    pointers += struct.pack(f"{order}HHII", 0x8825, 4, 1, second_place)
    first = struct.pack(f"{order}H", len(fields) + 2) + parts[0] + pointers + bytes(4)
    second = struct.pack(f"{order}H", len(camera)) + parts[1] + bytes(4)
    return first + second + values


def write_jpeg(*segments: bytes, after: bytes = b"") -> bytes:
    """A JPEG of APP1 segments, without a picture."""
    body = b"".join(
        b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data for data in segments
    )
    return b"\xff\xd8" + body + b"\xff\xd9" + after


def write_png(*chunks: tuple[bytes, bytes], after: bytes = b"") -> bytes:
    """A PNG of these chunks and an end."""
    body = b"".join(
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in (*chunks, (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + body + after
