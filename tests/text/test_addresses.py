"""One function decides what may be a link."""

from __future__ import annotations

import pytest

from archive.text.addresses import (
    canonical_url,
    find_host,
    is_web_url,
    make_address_key,
)


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
        # Every other byte stays: a server may tell them apart.
        ("https://news.example/?q=%E9t%e9", "https://news.example/?q=%E9t%e9"),
        (
            "https://news.example/?a&b=&c=1+2%203",
            "https://news.example/?a&b=&c=1+2%203",
        ),
        ("https://news.example/%7Ea/%2F/b", "https://news.example/%7Ea/%2F/b"),
        ("https://news.example/?u=a;b&amp;c=1", "https://news.example/?u=a;b&amp;c=1"),
        ("https://news.example/?q=中文", "https://news.example/?q=中文"),
        ("https://news.example/?&id=1&&", "https://news.example/?id=1"),
        ("https://news.example/?%75tm_source=x&id=1", "https://news.example/?id=1"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
    ],
)
def test_an_address_has_one_form_without_what_tracks_readers(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize("url", ["", "ftp://news.example/", "https://", "news.example"])
def test_what_is_no_web_address_has_no_such_form(url):
    with pytest.raises(ValueError, match="is no web address"):
        canonical_url(url)


PAGE = "https://www.news.example/2019/städte/eine-geschichte?id=7"


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "http://news.example/2019/städte/eine-geschichte?id=7",
        "HTTPS://WWW.News.Example:443/2019/städte/eine-geschichte/?id=7#comments",
        "https://m.news.example/2019/st%C3%A4dte/eine-geschichte?id=7",
        "https://mobile.news.example/2019/st%c3%a4dte/eine-geschichte?id=7",
        "https://amp.news.example/2019/städte/eine-geschichte/amp?id=7",
        "https://www.news.example/2019/städte/eine-geschichte.amp?id=7&amp=1",
        "https://www.news.example/2019/städte/eine-geschichte?utm_medium=a&id=7&fbclid=b",
        "https://www.news.example./2019/städte/eine%2Dgeschichte?id=7&outputType=amp",
        f"https://web.archive.org/web/20190220101010/{PAGE}",
        f"https://web.archive.org/web/20190220101010if_/{PAGE}",
        f"https://archive.ph/20190220/{PAGE}",
        "https://www.google.com/amp/s/www.news.example/2019/städte/eine-geschichte?id=7",
    ],
)
def test_an_address_in_any_dress_has_one_key(url):
    assert make_address_key(url) == make_address_key(PAGE)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.news.example/2019/städte/eine-geschichte?id=8",
        "https://www.news.example/2019/städte/eine-geschichte",
        "https://www.news.example/2019/stadte/eine-geschichte?id=7",
        "https://www.other.example/2019/städte/eine-geschichte?id=7",
        "https://www.news.example:8080/2019/städte/eine-geschichte?id=7",
        "https://www.news.example/2019/städte/Eine-Geschichte?id=7",
        "https://www.news.example/2019/städte/eine-geschichte?id=%E97",
    ],
)
def test_another_address_has_another_key(url):
    assert make_address_key(url) != make_address_key(PAGE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://twitter.com/anna/status/1", "https://x.com/anna/status/1/"),
        ("https://news.example/?b=2&a=1", "https://news.example/?a=1&b=2"),
        ("https://news.example/?q=a+b", "https://news.example/?q=a%20b"),
        ("https://news.example", "http://news.example/"),
    ],
)
def test_two_spellings_of_an_address_have_one_key(one, other):
    assert make_address_key(one) == make_address_key(other)


@pytest.mark.parametrize("url", ["", "ftp://a.example/", "javascript:alert(1)", "news"])
def test_what_is_no_web_address_has_no_key(url):
    with pytest.raises(ValueError, match="is no web address"):
        make_address_key(url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.hrw.org/report/2019", "hrw.org"),
        ("https://WWW.HRW.org:443/", "hrw.org"),
        ("https://hrw.org", "hrw.org"),
        ("https://www.org/", "www.org"),
        ("https://from.hrw.org/", "from.hrw.org"),
        ("https://m.hrw.org/", "m.hrw.org"),
        ("https://[", ""),
        ("hrw.org", ""),
        ("", ""),
    ],
)
def test_a_host_is_named_without_www(url, host):
    assert find_host(url) == host
