"""One function decides what may be a link."""

from __future__ import annotations

import pytest

from archive.text.addresses import canonical_url, is_web_url


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


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://News.Example", "https://news.example/"),
        ("https://news.example:443/a#b", "https://news.example/a"),
        ("https://news.example:80/a", "https://news.example:80/a"),
        ("http://news.example:80/a", "http://news.example/a"),
        (" https://news.example/a?b=&c=1 ", "https://news.example/a?b=&c=1"),
        (
            "https://news.example/?UTM_source=x&id=1&fbclid=y",
            "https://news.example/?id=1",
        ),
        ("https://news.example/?gclid=x&utm=1", "https://news.example/?utm=1"),
    ],
)
def test_an_address_has_one_form_without_what_tracks_readers(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize("url", ["", "ftp://news.example/", "https://", "news.example"])
def test_what_is_no_web_address_has_no_such_form(url):
    with pytest.raises(ValueError, match="is no web address"):
        canonical_url(url)
