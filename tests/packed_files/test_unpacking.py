"""Words are found in files however they are written and packed."""

from __future__ import annotations

import gzip
import json
import zipfile
import zlib
from email.message import EmailMessage
from io import BytesIO

import pytest

from archive.importers.warcs import pack_page_warc
from archive.packed_files import UnreadablePart, _unpacking, has_words

NAME = "Zora Käferstein"
PAGE = f"<p>Das sagte <b>Zora</b>\n Käfer\u00adstein.</p><p>{NAME}</p>".encode()


def zip_files(**files: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def write_mail(content: bytes) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = "A page"
    mail.set_content("See the file.")
    mail.add_attachment(content, maintype="text", subtype="html", filename="a.html")
    return mail.as_bytes()


def write_pdf(text: str) -> bytes:
    """A PDF whose page shows the text, in a compressed stream."""
    packed = zlib.compress(b"BT /F 12 Tf 20 100 Td (%s) Tj ET" % text.encode("cp1252"))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream"
        % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\n" % (table)
        + b"startxref\n%d\n%%%%EOF" % len(out)
    )


@pytest.mark.parametrize(
    ("words", "content"),
    [
        (NAME, NAME.encode()),
        (NAME, NAME.encode("cp1252")),
        (NAME, b"\xff\xfe" + NAME.encode("utf-16-le")),
        ("王小明", "记者王小明报道".encode("gb18030")),
        ("王小明", "記者王小明報道".encode("big5")),
        (NAME, b"<p>Zora K&auml;ferstein</p>"),
        (NAME, b"<p>Zora K&#228;ferstein</p>"),
        (NAME, json.dumps({"author": NAME}).encode()),
        (NAME, b"/?q=Zora+K%C3%A4ferstein&page=2"),
        (NAME, b"<p>Zora\n   K\xc3\xa4fer\xc2\xadstein</p>"),
        (NAME, b"Zora K\xc3\xa4fer-\nstein"),
        (NAME, b"<b>Zora</b> <i>K\xc3\xa4ferstein</i>"),
        ("王小明", "王\n小明".encode()),
        (NAME, gzip.compress(b"first") + gzip.compress(PAGE)),
        (NAME, b"WARC/1.1 x\r\n\r\n" + gzip.compress(PAGE) + b"\r\nmore"),
        (NAME, pack_page_warc("https://example.org/", PAGE, "text/html")),
        (NAME, zip_files(**{"word/document.xml": PAGE})),
        (NAME, zip_files(**{f"{NAME}.txt": b""})),
        (NAME, zip_files(a=zip_files(b=gzip.compress(PAGE)))),
        (
            NAME,
            zip_files(
                **{"data.warc.gz": pack_page_warc("https://e.org/", PAGE, "text/html")}
            ),
        ),
        (NAME, write_mail(PAGE)),
        (NAME, write_pdf(f"It was {NAME}.")),
        (NAME, zip_files(a=write_pdf(f"It was {NAME}."))),
    ],
)
def test_words_are_found(words, content):
    assert has_words(content, words)
    assert not has_words(content, f"{words} Nobody")


def test_a_part_that_is_broken_counts_as_far_as_it_goes():
    assert has_words(gzip.compress(PAGE, mtime=0)[:-12], "Das sagte")


def lock_member(content: bytes) -> bytes:
    """The flag that says a member has a password, in both of its places."""
    packed = bytearray(content)
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


@pytest.mark.parametrize(
    "content",
    [
        lock_member(zip_files(a=PAGE)),
        zip_files(a=PAGE).replace(b"PK\x03\x04", b"PK\x03\x05"),
        b"%PDF-1.7\nnothing else",
        zip_files(a=zip_files(b=zip_files(c=zip_files(d=zip_files(e=PAGE))))),
    ],
)
def test_what_cannot_be_read_is_said(content):
    with pytest.raises(UnreadablePart):
        has_words(content, NAME)


@pytest.mark.parametrize("pack", [gzip.compress, lambda content: zip_files(a=content)])
def test_a_bomb_is_not_unpacked(monkeypatch, pack):
    monkeypatch.setattr(_unpacking, "MOST_UNPACKED_BYTES", 1_000_000)
    assert not has_words(pack(bytes(999_000)), NAME)
    with pytest.raises(UnreadablePart):
        has_words(pack(bytes(1_000_001)), NAME)
