"""Captions of pictures in the forms in which pages print them, on invented pages."""

from __future__ import annotations

import json

import pytest

from archive.importers.extraction.web_pages.page import extract_html_page

SENTENCES = [
    "The gate has had a camera since the spring, and nobody was asked.",
    "The town says that the pictures are kept for a month and then deleted for good.",
    "A judge will hear the complaint of eleven residents before the end of this year.",
]
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def read_captions(inside, head=""):
    page = extract_html_page(
        f"<html><head>{head}</head><body><article>"
        f"<h1>The camera at the gate</h1>{inside}{PARAGRAPHS}</article></body>".encode()
    )
    kept = [b.text for b in page.blocks if b.role == "paragraph"]
    assert kept[-3:] == SENTENCES
    return [(caption.text, caption.credit) for caption in page.captions]


IMAGE = '<img src="a.jpg" alt="">'
TEXT = "A camera above the gate."
CREDITED = f"{TEXT} Photo: Ann Sample"
CAPTION = (TEXT, "Ann Sample")
PLAIN = (TEXT, "Photo: Ann Sample")


@pytest.mark.parametrize(
    ("inside", "captions"),
    [
        (
            f"<figure>{IMAGE}<figcaption>{TEXT} <small>Ann Sample</small></figcaption>"
            "</figure>",
            [CAPTION],
        ),
        (
            f"<figure>{IMAGE}<figcaption><span>{TEXT}</span>"
            "<span class=image-author>Ann Sample</span></figcaption></figure>",
            [CAPTION],
        ),
        (
            f"<figure>{IMAGE}<p class=fig__text>{TEXT}</p><cite>Ann Sample</cite>"
            "</figure>",
            [CAPTION],
        ),
        # Without a figure.
        (
            f"<div class=InlineImage-wrapper>{IMAGE}"
            f"<div class=InlineImage-imageCaption>{CREDITED}</div></div>",
            [PLAIN],
        ),
        (f"<div class=post-thumbnail>{IMAGE}<p>{CREDITED}</p></div>", [PLAIN]),
        (f"<div><p>{IMAGE}</p><p>{CREDITED}</p></div>", [PLAIN]),
        (f"<p>{IMAGE}<br><em>{CREDITED}</em></p>", [PLAIN]),
        (
            f"<div>{IMAGE}<span class=legende>{TEXT} (Photo Sample. AFP)</span></div>",
            [(TEXT, "(Photo Sample. AFP)")],
        ),
        # In attributes.
        (
            f'<figure><img src=a.jpg data-caption="{TEXT}" data-credit="Ann Sample">'
            "</figure>",
            [CAPTION],
        ),
        (
            f'<div data-caption="{TEXT}" data-credit="Ann Sample">{IMAGE}</div>',
            [CAPTION],
        ),
        # Printed again below the picture.
        (
            "<div><div><img src=a.jpg alt='A camera above the gate of the town'></div>"
            "<div>A camera above the gate of the town</div></div>",
            [("A camera above the gate of the town", "")],
        ),
        # Words for screen readers and buttons are no part of it.
        (
            f"<figure>{IMAGE}<figcaption><span class=off-screen>Image caption</span> "
            f"{TEXT} <button>Close</button></figcaption></figure>",
            [(TEXT, "")],
        ),
        (
            f"<figure>{IMAGE}<figcaption>Image caption {TEXT}</figcaption></figure>",
            [(TEXT, "")],
        ),
        # A gallery.
        (
            "".join(
                f"<li class=gallery-item>{IMAGE}<span class=caption>Picture {n} of it. "
                f"<i class=credit>Sam {n}</i></span></li>"
                for n in "AB"
            ),
            [("Picture A of it.", "Sam A"), ("Picture B of it.", "Sam B")],
        ),
        # The same words below pictures by two persons.
        (
            "".join(
                f"<figure>{IMAGE}<figcaption>{TEXT} <small>{name}</small></figcaption>"
                "</figure>"
                for name in ("Ann Sample", "Sam Example", "Ann Sample")
            ),
            [CAPTION, (TEXT, "Sam Example")],
        ),
        # A frame with a headline is no caption.
        (f"<div class=image-box>{IMAGE}<h2>A camera at the gate of it</h2></div>", []),
    ],
)
def test_a_caption_is_read_with_its_credit(inside, captions):
    assert read_captions(inside) == captions


def test_pictures_of_linked_data_have_captions_where_the_page_prints_none():
    image = {"@type": "ImageObject", "caption": CAPTION[0], "creditText": CAPTION[1]}
    data = {
        "@type": "NewsArticle",
        "headline": "The camera at the gate",
        "image": [image],
    }
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert read_captions("", script) == [CAPTION]
    printed = (
        f"<figure>{IMAGE}<figcaption>A camera above the gate.</figcaption></figure>"
    )
    assert read_captions(printed, script) == [CAPTION]


def test_a_picture_that_leads_to_another_page_has_no_caption():
    page = extract_html_page(
        f"<html><body><article><h1>The camera at the gate</h1>{PARAGRAPHS}</article>"
        f'<div><a href="/other"><figure>{IMAGE}<figcaption>Another town has drones'
        "</figcaption></figure></a></div></body></html>".encode()
    )
    assert page.captions == []


def test_what_stands_in_the_frame_of_a_picture_is_seen_where_it_is_no_caption():
    text = "A sentence inside the frame of a video that belongs to nothing."
    page = extract_html_page(
        f"<html><body><article><h1>The camera at the gate</h1>{PARAGRAPHS}<figure>"
        f"<video></video><p>{text}</p></figure></article></body></html>".encode()
    )
    seen = [block.text for block in page.blocks]
    assert text in seen or text in [caption.text for caption in page.captions]
