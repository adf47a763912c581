"""What a file is: its content and its name must agree."""

import gzip
import itertools

import pytest

from archive.importers.file_types import (
    FileTypeError,
    detect_media_type,
    find_article_type,
)
from tests.importers.files import KINDS, WARC, zipped


@pytest.mark.parametrize("name", KINDS)
def test_a_file_is_known_by_content_and_name(name):
    content, said = KINDS[name]
    assert detect_media_type(name, content) == said


@pytest.mark.parametrize(("name", "other"), list(itertools.permutations(KINDS, 2)))
def test_a_file_with_the_name_of_another_kind_is_refused(name, other):
    with pytest.raises(FileTypeError):
        detect_media_type(name, KINDS[other][0])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='x'><script>alert(1)</script></svg>"),
        ("a.html", b"<svg onload=alert(1)>"),
        ("a.html", b"MZ\0\0<html>"),
        ("a.html", b""),
        ("a.exe", b"MZ"),
        ("a.gz", gzip.compress(b"no WARC", mtime=0)),
        ("a.warc.gz", gzip.compress(b"no WARC", mtime=0)),
        ("a.warc.gz", b"\x1f\x8bnonsense"),
        ("a.warc", b"WARC/9.9\r\n"),
        ("a.zip", zipped("datapackage.json", "archive/x")),
        ("a.wacz", zipped("datapackage.json")),
        ("a.wacz", zipped("../archive/x", "x/datapackage.json")),
        ("a.wacz", b"PK\x03\x04nonsense"),
        ("a.pdf.html", b"%PDF-1.7"),
        ("a.pdf\0.html", b"%PDF-1.7"),
        ("pdf", b"%PDF-1.7"),
        ("", WARC),
    ],
)
def test_what_is_none_of_the_kinds_is_refused(name, content):
    with pytest.raises(FileTypeError):
        detect_media_type(name, content)


def test_a_compressed_bomb_is_not_unpacked():
    bomb = gzip.compress(b"\0" * 50_000_000)
    with pytest.raises(FileTypeError):
        detect_media_type("a.warc.gz", bomb)


@pytest.mark.parametrize("is_wide", [False, True])
def test_a_list_of_a_million_parts_is_not_read(monkeypatch, is_wide):
    whole = bytearray(zipped("datapackage.json", "archive/x"))
    end = whole.rindex(b"PK\x05\x06")
    if is_wide:  # 64 bits tell the length, whatever stands in the 32
        whole[end:end] = b"PK\x06\x07" + bytes(16)
    else:
        whole[end + 12 : end + 16] = (45_000_000).to_bytes(4, "little")
        whole[end + 16 : end + 20] = b"PK\x05\x06"  # looks like the end of another

    def read(*_args):
        raise AssertionError("the list was read")

    monkeypatch.setattr("archive.importers.file_types.ZipFile", read)
    with pytest.raises(FileTypeError):
        detect_media_type("a.wacz", bytes(whole))


@pytest.mark.parametrize(
    "table",
    [
        "name,place,year\nA,Bern,2019\nB,Geneva,2020\n",
        "name;place;year\nA;Bern;2019",
        "Name,Ort\nA,Bern\n",
        "a,b,c",
        "a\tb\n1\t2\n",
        '"name, full","place"\n"Muster, Anna","Bern"\n',
        'id,title,note\n1,"A, b",x\n2,"C, d, e",y\n3,Z,"q, r"\n4,Z,z\n',
        "\ufeffname;place;year\r\nA;Bern;2019\r\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_table_is_known_by_its_rows_however_few(table, encoding):
    assert find_article_type(table.encode(encoding)) == "text/csv"


@pytest.mark.parametrize(
    "text",
    [
        "Bern, Genf, Zürich kaufen Kameras\nVon A, Bern, Schweiz\n",
        "Kameras, Drohnen: Was Städte kaufen\nBern, Genf kaufen ein, sagt er.\n",
        "城市购买摄像头\n市政府购买了新的摄像头,周三公布,每个路口都将安装。\n",
        "A headline\nA paragraph of one sentence, with a comma.\n",
        "Yes,no",
        "",
    ],
)
def test_prose_with_commas_is_no_table(text):
    assert find_article_type(text.encode()) == "text/plain"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8"])
@pytest.mark.parametrize("row", ["Zürich,3,2019\n", "新疆;监控摄像头;2019\n"])
def test_a_table_is_known_in_utf_16_with_and_without_a_mark(encoding, row):
    assert find_article_type((row * 5).encode(encoding)) == "text/csv"
