"""Bytes of pages in every encoding that pages come in."""

import pytest

from archive.importers.extraction.web_pages.decoding import decode_page

GERMAN = "<html><head>{meta}</head><body><p>Über die Strasse und grössere Käse</p>"
CHINESE = "<html><head>{meta}</head><body><p>数据库敞开大门，任何人都可以查看其中的内容"
TRADITIONAL = "<html><head>{meta}</head><body><p>資料庫敞開大門，任何人都可以查看內容"
RUSSIAN = "<html><head>{meta}</head><body><p>База данных оставалась открытой для всех"


@pytest.mark.parametrize(
    ("page", "encoding", "declared"),
    [
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "utf-8", "iso-8859-1"),
        (GERMAN, "utf-8-sig", ""),
        (GERMAN, "cp1252", "iso-8859-1"),
        (GERMAN, "cp1252", ""),
        (GERMAN, "utf-16", ""),
        (GERMAN, "utf-16-le", ""),
        (GERMAN, "utf-16-be", "utf-16"),
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "gb18030", ""),
        (CHINESE, "utf-16-le", ""),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "big5", ""),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "cp1251", ""),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "cp1251", "no-such-encoding"),
        (RUSSIAN, "cp1251", "base64"),
    ],
)
def test_the_text_of_a_page_survives_its_encoding(page, encoding, declared):
    meta = f'<meta charset="{declared}">' if declared else ""
    text = page.format(meta=meta)
    assert decode_page(text.encode(encoding))[0] == text


def test_a_few_broken_bytes_do_not_change_the_encoding():
    text = CHINESE.format(meta="").encode() * 20 + b"\xff"
    assert decode_page(text)[1] == "utf-8"
