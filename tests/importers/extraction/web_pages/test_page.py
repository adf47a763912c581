"""Invented pages that each show one way of saying what an article is.

Beside `pages/NAME.html` stands `NAME.json`: what is read from it, and from where.
"""

import json
from pathlib import Path

import pytest

from archive.importers.articles.extracted_draft import EXTRACTION_PROBLEMS
from archive.importers.extraction.extracted_page import BODY_ROLES, ExtractionError
from archive.importers.extraction.web_pages.page import extract_html_page

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
FIELDS = ("title", "kicker", "byline", "date", "lead", "language")


def encode_page(path: Path) -> bytes:
    """The file as its `meta` element declares it; the repository holds UTF-8."""
    text = path.read_text("utf-8")
    for name in ("gb2312", "big5"):
        if f'charset="{name}"' in text:
            return text.encode("gb18030" if name == "gb2312" else name)
    return text.encode()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_read(path):
    page = extract_html_page(encode_page(path))
    wanted = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert {field: getattr(page, field) for field in FIELDS} == {
        field: wanted[field] for field in FIELDS
    }
    assert [b.role for b in page.blocks if b.role != "boilerplate"] == wanted["roles"]
    assert [[c.text, c.credit] for c in page.captions] == wanted["captions"]
    assert wanted["found_in"].items() <= page.found_in.items()
    assert page.original_url == wanted.get("original_url", "")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_paragraph_of_a_page_is_lost_and_what_is_left_out_says_why(path):
    page = extract_html_page(encode_page(path))
    for block in page.blocks:
        assert bool(block.reason) == (block.role == "boilerplate")
    kept = " ".join(b.text for b in page.blocks if b.role in BODY_ROLES)
    left_out = [b.text for b in page.blocks if b.role == "boilerplate"]
    assert len(kept) > 100
    assert not any(text in kept for text in left_out)


SENTENCES = (
    "<p>The gate has had a camera since the spring, and nobody was asked about it.</p>"
    "<p>A judge will hear the complaint of eleven residents before the year ends.</p>"
)
BODILESS = "<h1>A camera at the gate of the town</h1>" + SENTENCES


@pytest.mark.parametrize(
    "page",
    [
        f"<!doctype html><html><title>Gate</title><article>{BODILESS}</article>",
        f"<!doctype html><title>A</title><main><article>{BODILESS}</article></main>",
        f"<meta charset=utf-8><title>Gate</title><section>{BODILESS}</section>Behind",
        f"<article>{BODILESS}</article>",
        BODILESS,
    ],
)
def test_a_page_that_leaves_out_its_head_or_body_is_read(page):
    read = extract_html_page(page.encode())
    assert read.title == "A camera at the gate of the town"
    texts = [b.text for b in read.blocks if b.role == "paragraph"]
    assert len(texts) == 2 and texts[1].startswith("A judge will hear")


def test_a_comment_and_a_footer_are_left_out_with_a_reason():
    page = extract_html_page(encode_page(PAGES[0].with_stem("linked_data_authors")))
    reasons = {b.text[:12]: b.reason for b in page.blocks if b.role == "boilerplate"}
    assert reasons["I have lived"] == "comment of a reader"
    assert reasons["© 2021 The H"] == "furniture of the page"
    assert reasons["Lifeboat cre"] == "teaser of another article"


@pytest.mark.parametrize(
    "content",
    [b"", b"<html></html>", b"<script>var text = 1;</script>", b"\0\0\0\0"],
)
def test_a_page_without_text_is_told(content):
    with pytest.raises(ExtractionError, match="no-text"):
        extract_html_page(content)


@pytest.mark.parametrize(
    "inside",
    [
        "<div>" * 50_000,
        "<b>" * 50_000 + "text",
        "<p>a" * 4_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        "<figure>" * 5_000 + "<figcaption>a",
    ],
)
def test_a_page_that_is_built_to_harm_is_read_in_bounded_time(inside):
    head = "<html><body><h1>A headline of four words</h1><p>One sentence of text.</p>"
    page = extract_html_page(f"{head}{inside}".encode())
    assert page.title == "A headline of four words"


def test_entities_of_the_outside_are_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of this machine")
    head = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'
    body = "<html><body><h1>A headline of four words</h1><p>{} is not read.</p>"
    page = extract_html_page(f"{head}{body.format('This')}".encode())
    assert "secret of" not in json.dumps(page.to_json())
    with pytest.raises(ExtractionError):
        extract_html_page(f"{head}{body.format('&x;')}".encode())


def define_entities(last, uses):
    rows = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "gate "}">' for n in range(last)
    )
    paragraph = f"<p>The gate has had a camera since spring. {uses}</p>"
    return (
        f"<?xml version='1.0'?>\n<!DOCTYPE html [{rows}]>\n<html><body>"
        f"<h1>A headline of four words</h1>{paragraph * 3}</body></html>"
    ).encode()


@pytest.mark.parametrize("last", [1, 9])
def test_a_page_with_entities_of_its_own_says_so_and_is_not_read_without_them(last):
    with pytest.raises(ExtractionError) as told:
        extract_html_page(define_entities(last, f"&a{last - 1};"))
    assert told.value.code == "entities"
    assert EXTRACTION_PROBLEMS["entities"]


@pytest.mark.parametrize("uses", ["", "&nbsp;&amp;", "&b3;"])
def test_entities_that_are_not_used_do_no_harm(uses):
    page = extract_html_page(define_entities(9, uses))
    assert page.title == "A headline of four words"
