"""Small files of every kind that is kept."""

import gzip
from io import BytesIO
from zipfile import ZipFile, ZipInfo

WARC = b"WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n"


def zipped(*names: str) -> bytes:
    """A ZIP with these parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as parts:
        for name in names:
            parts.writestr(ZipInfo(name), "{}")  # with a day that never changes
    return buffer.getvalue()


KINDS = {
    "a.warc": (WARC, "application/warc"),
    "a.warc.gz": (gzip.compress(WARC), "application/warc+gzip"),
    "a.wacz": (zipped("datapackage.json", "archive/data.warc.gz"), "application/wacz"),
    "a.pdf": (b"%PDF-1.7\n...", "application/pdf"),
    "a.png": (b"\x89PNG\r\n\x1a\n....", "image/png"),
    "A.JPG": (b"\xff\xd8\xff\xe0....", "image/jpeg"),
    "a.webp": (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
    "a.html": (b"\xef\xbb\xbf<!DOCTYPE html><p>Hello", "text/html"),
}
