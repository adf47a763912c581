"""What a file says beside its text is told; an ordinary file is no alarm."""

from __future__ import annotations

import pytest

from archive.importers.extraction.file_marks import FileMark, find_file_marks, kinds

from .files import (
    BAR,
    TEXT,
    revise_pdf,
    write_exif,
    write_jpeg,
    write_pdf,
    write_png,
    write_word,
)

XMP = (
    b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><dc:creator><rdf:Seq><rdf:li>Anna "
    b'Muster</rdf:li></rdf:Seq></dc:creator><r aux:SerialNumber="SN-77" '
    b'xmpMM:InstanceID="xmp.iid:42"/></x:xmpmeta>'
)
FIELDS, CAMERA = {0x013B: b"Anna Muster\0"}, {0xA431: b"0123456789\0", 0xA435: b"L1\0"}
EXIF_MARKS = {
    ("person", "Anna Muster"),
    ("place", ""),
    ("device", "0123456789"),
    ("device", "L1"),
}
MAIL = b"""Received: from desk.example ([192.0.2.7]) by mx.example
X-Originating-IP: 192.0.2.7
To: Zora <zora@example.org>
Delivered-To: zora@example.org
From: a@b.example
Subject: A
MIME-Version: 1.0
Content-Type: text/html

<p>Text</p>
<img src="https://t.example/o.gif?u=0123456789abcdef01" width=1 height="1">
"""
NOTE = "/Annots[<</Type/Annot/Subtype/Text/Rect[1 1 9 9]/T(Anna)/Contents(Ask Zora)>>]"
OCGS = "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>"
FILE = "/Names<</EmbeddedFiles<</Names[(a.txt)6 0 R]>>>>"
FILE_PARTS = (
    "<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 7 0 R>>>>"
    "||<</Length 1>>stream\na\nendstream"
)
MARKED = {
    "text under a bar": (write_pdf(TEXT + BAR), {("covered", "Zora Muster spoke.")}),
    "text under a white box": (
        write_pdf(TEXT + BAR.replace("0 0 0 rg", "1 1 1 rg")),
        {("covered", "Zora Muster spoke.")},
    ),
    "text that is not painted": (
        write_pdf(TEXT.replace("Tf", "Tf 3 Tr")),
        {("unseen", "Zora Muster spoke.")},
    ),
    "an author": (
        write_pdf(TEXT, more="<</Author(Anna Muster)>>"),
        {("person", "Anna Muster")},
    ),
    "an earlier state": (revise_pdf(write_pdf(TEXT)), {("revision", "1")}),
    "a note": (write_pdf(TEXT, page=NOTE), {("comment", "Anna: Ask Zora")}),
    "a hidden layer": (
        write_pdf(TEXT, catalog=OCGS, more="<</Type/OCG/Name(L)>>"),
        {("layer", "")},
    ),
    "a file inside": (
        write_pdf(TEXT, catalog=FILE, more=FILE_PARTS),
        {("attachment", "a.txt")},
    ),
    "a manifest in a PDF": (
        write_pdf(TEXT, catalog="/AF[<</AFRelationship/C2PA_Manifest>>]"),
        {("manifest", "")},
    ),
    "properties": (
        write_word(
            docProps__core="<creator>Anna Muster</creator>"
            "<lastModifiedBy>Z. K.</lastModifiedBy>",
            docProps__app="<Company>Amt 7</Company><Manager> </Manager>",
        ),
        {("person", "Anna Muster"), ("person", "Z. K."), ("person", "Amt 7")},
    ),
    "tracked changes": (
        write_word(
            '<w:ins w:author="Anna"><w:r/></w:ins><w:del><w:t>Zora</w:t></w:del>'
        ),
        {("revision", "Anna"), ("revision", "Zora")},
    ),
    "comments": (
        write_word(
            word__comments='<w:comment w:author="Anna"><w:t>Ask</w:t></w:comment>'
        ),
        {("comment", "Anna")},
    ),
    "hidden text": (
        write_word("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Copy 7</w:t></w:r>"),
        {("unseen", "Copy 7")},
    ),
    "a picture by a camera": (
        write_jpeg(b"Exif\0\0" + write_exif("<", FIELDS, CAMERA)),
        EXIF_MARKS,
    ),
    "a picture of the other order": (
        write_jpeg(b"Exif\0\0" + write_exif(">", FIELDS, CAMERA)),
        EXIF_MARKS,
    ),
    "a PNG by a camera": (
        write_png((b"eXIf", write_exif(">", FIELDS, CAMERA))),
        EXIF_MARKS,
    ),
    "XMP": (
        write_jpeg(XMP),
        {("person", "Anna Muster"), ("device", "SN-77"), ("copy-number", "xmp.iid:42")},
    ),
    "a manifest in a PNG": (write_png((b"caBX", b"...")), {("manifest", "")}),
    "a manifest in a JPEG": (
        write_jpeg(b"jumb....jumdc2pa\0\x11\0\x10"),
        {("manifest", "")},
    ),
    "bytes after a PNG": (write_png(after=b"1234567"), {("trailing", "7")}),
    "bytes after a JPEG": (write_jpeg(after=b"1234567"), {("trailing", "7")}),
    "bytes after a WebP": (b"RIFF\4\0\0\0WEBP1234567", {("trailing", "7")}),
}


@pytest.mark.parametrize(("content", "marks"), MARKED.values(), ids=MARKED)
def test_a_mark_is_told_with_what_it_says(content, marks):
    found = find_file_marks("", content)
    assert {(mark.kind, mark.detail) for mark in found} == marks


def test_a_mail_names_who_got_it_its_way_and_who_is_told_of_its_opening():
    found = [
        (mark.kind, mark.detail) for mark in find_file_marks("message/rfc822", MAIL)
    ]
    assert found == [
        ("recipient", "To: Zora <zora@example.org>"),
        ("recipient", "Delivered-To: zora@example.org"),
        ("route", "X-Originating-IP: 192.0.2.7"),
        ("route", "Received: from desk.example ([192.0.2.7]) by mx.example"),
        ("tracking", "https://t.example/o.gif?u=0123456789abcdef01"),
    ]


HIGHLIGHT = BAR.replace("0 0 0 rg", "1 1 0 rg")
ORDINARY = {
    "a PDF": write_pdf(TEXT),
    "text on a coloured field": write_pdf(HIGHLIGHT + TEXT),
    "a field that shines through": write_pdf(TEXT + "/G gs " + HIGHLIGHT),
    "a frame around a text": write_pdf(TEXT + "15 90 250 25 re S "),
    "a field beside a text": write_pdf(TEXT + "0 0 0 rg 15 20 250 25 re f "),
    "a line under a text": write_pdf(TEXT + "0 0 0 rg 15 98 250 1 re f "),
    "a Word file": write_word("<w:r><w:t>A text</w:t></w:r>"),
    "a picture": write_jpeg(b"Exif\0\0"),
    "a PNG": write_png((b"IHDR", b"....")),
    "a page": b'<img src="/a.gif?v=1" width=1 height=1><img src="b?0123456789abcdef">',
    "a broken PDF": b"%PDF-1.7\n...",
    "a broken ZIP": b"PK\3\4....",
    "a broken picture": b"\xff\xd8\xffExif\0\0II*\0\xff\xff\xff\xff",
    "nothing": b"",
}


@pytest.mark.parametrize("content", ORDINARY.values(), ids=ORDINARY)
def test_an_ordinary_file_gives_nothing_away(content):
    assert find_file_marks("text/html", content) == []


def test_text_that_a_machine_read_from_its_picture_is_shown_by_it():
    picture = (
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8"
        "/ColorSpace/DeviceGray/Length 1>>stream\n0\nendstream"
    )
    scan = write_pdf(
        "q 300 0 0 200 0 0 cm /I Do Q " + TEXT.replace("Tf", "Tf 3 Tr"), more=picture
    ).replace(b"/ExtGState", b"/XObject<</I 6 0 R>>/ExtGState")
    assert find_file_marks("", scan) == []


def test_directories_of_a_picture_that_point_in_a_circle_end():
    circle = write_exif("<", {0x8769: b"\x08\0\0\0"}, {})
    assert {mark.kind for mark in find_file_marks("", circle)} == {kinds.PLACE}


def test_a_detail_is_one_short_line():
    long = FileMark.describe(kinds.PERSON, "Anna\n\x1b Muster " + "a" * 500)
    assert long.detail.startswith("Anna Muster a") and len(long.detail) == 200
