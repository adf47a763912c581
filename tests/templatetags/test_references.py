"""References in a style are HTML: formats as elements, addresses as links."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from archive.templatetags.references import render_runs

ITALIC, BOLD = ("font-style", "italic"), ("font-weight", "bold")
SUP, SUB = ("vertical-align", "sup"), ("vertical-align", "sub")


def link(address):
    return f'<a href="{address}">{address}</a>'


@pytest.mark.parametrize(
    ("text", "formats", "html"),
    [
        ("Xinjiang", (), "Xinjiang"),
        ("Xinjiang", (ITALIC,), "<i>Xinjiang</i>"),
        ("Xinjiang", (BOLD,), "<b>Xinjiang</b>"),
        ("Xinjiang", (ITALIC, BOLD), "<b><i>Xinjiang</i></b>"),
        ("2", (SUP,), "<sup>2</sup>"),
        ("2", (SUB,), "<sub>2</sub>"),
        ("2", (("font-variant", "small-caps"),), "2"),
        ("<b> & co", (), "&lt;b&gt; &amp; co"),
        ("one\ntwo\nthree", (), "one<br>two<br>three"),
    ],
)
def test_a_run_is_escaped_and_has_the_elements_of_its_formats(text, formats, html):
    assert render_runs([SimpleNamespace(text=text, formats=formats)]) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("http://a.org/x", link("http://a.org/x")),
        ("At https://a.org/x.", f"At {link('https://a.org/x')}."),
        ("(https://a.org/x), 2019", f"({link('https://a.org/x')}), 2019"),
        ("<https://a.org/x>", f"&lt;{link('https://a.org/x')}&gt;"),
        (
            "https://a.org https://b.org",
            f"{link('https://a.org')} {link('https://b.org')}",
        ),
        ("ftp://a.org and a.org", "ftp://a.org and a.org"),
        ("2019\nhttps://a.org", f"2019<br>{link('https://a.org')}"),
    ],
)
def test_a_web_address_is_a_link_without_the_marks_around_it(text, html):
    assert render_runs([SimpleNamespace(text=text, formats=())]) == html


def test_runs_follow_one_another():
    runs = [("Lin, ", ()), ("Title", (ITALIC,)), (".", ())]
    made = [SimpleNamespace(text=text, formats=formats) for text, formats in runs]
    assert render_runs(made) == "Lin, <i>Title</i>."
