"""What files hold that hold others, and what may be taken out of them."""

import io
import stat
import zipfile

import pytest

from archive.importers.extraction.extracted_page import ExtractionError
from archive.importers.extraction.packed import list_parts, take_part
from archive.importers.file_types import has_short_directory
from archive.importers.warcs import pack_page_warc

ZIP = "application/zip"
WARC = "application/warc"
PAGE = b"<html><title>Cameras</title></html>"


def pack_zip(*members, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return buffer.getvalue()


def make_link():
    link = zipfile.ZipInfo("link.html")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return link


def encrypt(content):
    """Set the flag of encryption in a ZIP with one member."""
    end = content.index(b"PK\x01\x02")
    changed = bytearray(content)
    changed[6] |= 1
    changed[end + 8] |= 1
    return bytes(changed)


def test_files_of_a_zip_are_listed_without_folders_and_what_computers_add():
    content = pack_zip(
        ("a/", b""), ("a/page.html", PAGE), ("__MACOSX/x", b"1"), (".DS_Store", b"1")
    )
    (part,) = list_parts(ZIP, content)
    assert (part.name, part.size, part.problem) == ("a/page.html", len(PAGE), "")
    assert take_part(ZIP, content, 1) == PAGE


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/page.html", "etc/page.html"),
        ("/etc/page.html", "etc/page.html"),
        ("a\\..\\page.html", "a/page.html"),
        ("pa\x07ge.html", "page.html"),
    ],
)
def test_no_path_leads_out_of_a_zip(name, shown):
    assert list_parts(ZIP, pack_zip((name, PAGE)))[0].name == shown


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (pack_zip(("bomb.txt", b"0" * 2_000_000)), "bomb"),
        (pack_zip((make_link(), b"/etc/passwd")), "link"),
        (encrypt(pack_zip(("page.html", PAGE))), "password"),
        (pack_zip(("large.html", b"0" * 50_000_001)), "large"),
    ],
)
def test_what_is_no_plain_file_is_listed_and_not_taken_out(content, problem):
    assert [part.problem for part in list_parts(ZIP, content)] == [problem]
    with pytest.raises(ExtractionError, match=f"part-{problem}"):
        take_part(ZIP, content, 1)


def test_a_member_that_is_larger_than_it_says_is_cut_or_refused():
    content = bytearray(pack_zip(("page.html", PAGE * 1_000)))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (10).to_bytes(4, "little")
    try:
        assert len(take_part(ZIP, bytes(content), 1)) <= 10
    except ExtractionError as error:
        assert error.code == "broken"


@pytest.mark.parametrize(
    ("media_type", "content", "code"),
    [
        (ZIP, pack_zip(*((f"{n}.txt", b"x") for n in range(501))), "many-parts"),
        (ZIP, pack_zip(*((str(n), b"0" * 49_000_000) for n in range(1))), None),
        (ZIP, b"PK\x03\x04 no list of members", "broken"),
        (ZIP, pack_zip(("a/", b"")), "no-parts"),
        (WARC, b"\x1f\x8b no gzip", "broken"),
        (WARC, b"WARC/1.0\r\nno record", "no-parts"),
    ],
)
def test_too_many_broken_and_empty_files_are_refused_with_a_reason(
    media_type, content, code
):
    if code is None:
        assert list_parts(media_type, content)[0].problem == "bomb"
        return
    with pytest.raises(ExtractionError, match=code):
        list_parts(media_type, content)


def test_a_zip_whose_list_needs_long_numbers_is_not_opened():
    content = pack_zip(("page.html", PAGE))
    end = content.rindex(b"PK\x05\x06")
    changed = content[:end] + b"PK\x06\x07" + bytes(16) + content[end:]
    assert not has_short_directory(changed)
    with pytest.raises(ExtractionError, match="many-parts"):
        list_parts(ZIP, changed)


@pytest.mark.django_db
def test_pages_of_a_warc_and_of_a_wacz_have_their_address_and_day():
    warc = pack_page_warc("https://example.org/a", PAGE, "text/html")
    wacz = pack_zip(
        ("datapackage.json", b"{}"),
        ("archive/data.warc.gz", warc),
        ("pages/pages.jsonl", b"{}"),
    )
    for media_type, content in ((WARC, warc), (ZIP, wacz)):
        (part,) = list_parts(media_type, content)
        assert (part.url, part.size) == ("https://example.org/a", len(PAGE))
        assert len(part.day) == 10
        assert take_part(media_type, content, 1) == PAGE


@pytest.mark.django_db
def test_scripts_of_a_warc_are_passed_over():
    script = pack_page_warc("https://example.org/a.js", b"alert()", "text/javascript")
    page = pack_page_warc("https://example.org/a", PAGE, "text/html; charset=utf-8")
    (part,) = list_parts(WARC, script + page)
    assert part.url == "https://example.org/a"
