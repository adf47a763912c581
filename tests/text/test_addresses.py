"""One function decides what may be a link."""

from __future__ import annotations

import pytest

from archive.text.addresses import is_web_url


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/1",
        "http://news.example",
        "https://xn--mnchen-3ya.example/a?b=c&d=%20#e",
        "https://news.example:8080/中文",
        "HTTPS://news.example/",
    ],
)
def test_a_web_address_may_be_a_link(url):
    assert is_web_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example/1",
        "//news.example/1",
        "/about/",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "javascript://news.example/%0aalert(1)",
        "data:text/html,<script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "ftp://news.example/1",
        "mailto:a@news.example",
        "https:news.example",
        "https://",
        "https://news.example/ a",
        "https://news.example/\nb",
        'https://news.example/"onclick="x',
        "https://news.example/<script>",
        "https://news.example\\@evil.example/",
        "https://[broken/",
        "https://news.example:99999/",
        "https://news.example/\u202efdp",
    ],
)
def test_anything_else_may_not(url):
    assert not is_web_url(url)
