"""Captions in the data of scripts, where a page prints none."""

from __future__ import annotations

import json

import pytest

from archive.importers.extraction.web_pages.page import extract_html_page

TEXT = "A camera above the gate of the old town."
PICTURE = {"src": "https://news.example/a.jpg", "caption": TEXT, "credit": "Ann Sample"}
PARAGRAPHS = "".join(
    f"<p>The gate has had a camera since the spring, and nobody was asked: {who}.</p>"
    for who in ("neighbours", "shopkeepers", "teachers")
)


def read_captions(script, figure=""):
    page = extract_html_page(
        f"<html><body><article><h1>The camera at the gate</h1>{figure}{PARAGRAPHS}"
        f"</article><script>{script}</script></body></html>".encode()
    )
    return [(caption.text, caption.credit) for caption in page.captions]


@pytest.mark.parametrize(
    "script",
    [
        f"window.STATE = {json.dumps({'art': {'images': [PICTURE]}})};",
        f"window.STATE = {json.dumps({'art': [{**PICTURE, 'sizes': {'w': 9}}]})}",
        f"show({{kind: 'gallery'}}, {json.dumps(PICTURE)})",  # no JSON as a whole
    ],
)
def test_a_caption_of_a_script_is_read_with_its_credit(script):
    assert read_captions(script) == [(TEXT, "Ann Sample")]


@pytest.mark.parametrize(
    "script",
    [
        json.dumps(
            [{**PICTURE, "caption": f"{TEXT} {n}"} for n in range(13)]
        ),  # a feed
        json.dumps({"caption": TEXT, "name": "Ann Sample"}),  # of no picture
        json.dumps({**PICTURE, "duration": 90}),  # of a film
        json.dumps({**PICTURE, "headline": "Another gate"}),  # of another article
        json.dumps({**PICTURE, "caption": "Gate"}),
        '{"caption": "A camera above the gate of the old town',
    ],
)
def test_what_is_no_caption_of_the_article_is_not_read(script):
    assert read_captions(script) == []


def test_a_page_that_prints_captions_keeps_to_them():
    figure = (
        "<figure><img src=b.jpg><figcaption>The square at night</figcaption></figure>"
    )
    assert read_captions(f"x = {json.dumps(PICTURE)}", figure) == [
        ("The square at night", "")
    ]
