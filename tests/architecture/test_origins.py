"""No page, style sheet, script or header names a third party."""

from __future__ import annotations

import re

import pytest

from archive.web.middleware.security_headers import SECURITY_HEADERS

from .tree import files, name

NAMES = (  # of vocabularies, which nobody fetches
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2005/Atom",
    "http://www.sitemaps.org/schemas/sitemap/0.9",
    "http://a9.com/-/spec/opensearch/1.1/",
)
ADDRESS = re.compile(r"(?:\b[a-z]+:)?//(?=[\w{])[^\s\"'<>)]*", re.I)
FOREIGN = [
    ("<script src='https://cdn.example/x.js'>", True),
    ("<img src=//cdn.example/x.png>", True),
    ("@import url(//fonts.example/css)", True),
    ("fetch('wss://x.example')", True),
    ("<svg xmlns='http://www.w3.org/2000/svg'>", False),
    ("a // comment", False),
]


def foreign(text: str) -> list[str]:
    """Addresses of others in a text."""
    for known in NAMES:
        text = text.replace(known, "")
    text = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    return ADDRESS.findall(text)


@pytest.mark.parametrize(("text", "found"), FOREIGN)
def test_an_address_of_others_is_told_from_a_name(text, found):
    assert bool(foreign(text)) == found


def test_no_template_names_another_origin():
    for path in files("*.*", under="templates"):
        assert not foreign(path.read_text("utf-8")), name(path)


def test_no_style_sheet_script_or_picture_names_another_origin():
    for path in files("*.css", "*.js", "*.svg", under="archive/static"):
        assert not foreign(path.read_text("utf-8")), name(path)


def test_no_header_names_another_origin():
    for header, value in SECURITY_HEADERS.items():
        assert not foreign(value) and "*" not in value, header


def test_no_template_holds_a_style_or_a_script_of_its_own():
    inline = re.compile(
        r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|[\"']javascript:", re.I
    )
    for path in files("*.html", "*.svg", under="templates"):
        assert not inline.search(path.read_text("utf-8")), name(path)
