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


LONG = "A camera above the gate of the old town"


@pytest.mark.parametrize(
    "inside",
    [
        # The credit in a line or an element of its own, without a name.
        f"<figure>{IMAGE}<figcaption>{LONG}<br>Ann Sample</figcaption></figure>",
        f"<figure>{IMAGE}<div><span>{LONG}</span><span>Ann Sample</span></div>"
        "</figure>",
        f"<figure>{IMAGE}<figcaption><div>{LONG}<button>More</button></div>"
        "<div>Ann Sample</div></figcaption></figure>",
        f"<div class=img-box><figure>{IMAGE}</figure><p class=caption_text>{LONG}</p>"
        "<p class=caption_author>Ann Sample</p></div>",
        f"<p class=image-credit-wrap>{IMAGE}<span class=cutline>{LONG}</span>"
        "<span class=credit>Ann Sample</span></p>",
        f"<div itemscope itemtype=http://schema.org/ImageObject>{IMAGE}"
        f"<span itemprop=description>{LONG}</span>"
        "<span itemprop=copyrightHolder>Ann Sample</span></div>",
        # Frames whose names are those of teasers, with nothing else inside.
        f"<div class=header-teaser-image><figure>{IMAGE}<figcaption>{LONG}"
        "<span class=x__credits>Ann Sample</span></figcaption></figure></div>",
        f"<div class=teaser_img_container>{IMAGE}<div class=teaser_img_source>"
        f"Ann Sample</div><div class=teaser_img_caption>{LONG}</div></div>",
    ],
)
def test_a_credit_in_a_line_of_its_own_is_one(inside):
    assert read_captions(inside) == [(LONG, "Ann Sample")]


@pytest.mark.parametrize(
    "inside",
    [
        f"<div class=relative><div>{IMAGE}</div><p>{LONG}</p></div>",
        f"<div class=my-4><picture>{IMAGE}</picture><div>{LONG}</div></div>",
        f"<table><tr><td>{IMAGE}</td></tr><tr><td>{LONG}</td></tr></table>",
        f"<p>{IMAGE}</p><p><em>{LONG}</em></p>",
        f"<p>{IMAGE}</p><p style='text-align: center'>{LONG}</p>",
        f"<aside><figure>{IMAGE}<figcaption>{LONG}</figcaption></figure></aside>",
        f"<div class=share-wrap><figure>{IMAGE}<figcaption>{LONG}</figcaption></figure>"
        "</div>",
    ],
)
def test_a_caption_without_a_name_is_found(inside):
    assert [text for text, _credit in read_captions(inside)] == [LONG]


@pytest.mark.parametrize(
    "inside",
    [
        f"<div><div>{IMAGE}</div><p>13. Juli 2021 | 05:00</p></div>",
        f"<div class=author>{IMAGE}<p>Ann Sample writes about cities, and rivers.</p>"
        "</div>",
        f"<div>{IMAGE}<p><a href=/2>Another gate has a camera, and nobody asked</a></p>"
        "</div>",
        f"<aside class=related><figure>{IMAGE}<figcaption>{LONG}</figcaption></figure>"
        "<p><a href=/2>Another gate has a camera, and nobody was asked why</a></p>"
        "</aside>",
    ],
)
def test_dates_portraits_and_teasers_are_no_captions(inside):
    assert read_captions(inside) == []


def test_a_credit_behind_a_figure_is_that_of_its_caption():
    inside = (
        f"<figure>{IMAGE}<figcaption>{LONG}</figcaption></figure>"
        "<span>Photo: Ann Sample</span>"
    )
    assert read_captions(inside) == [(LONG, "Photo: Ann Sample")]


@pytest.mark.parametrize(
    ("inside", "captions"),
    [
        (  # a heading that calls itself a caption, inside a figure
            f"<figure>{IMAGE}<h2 class=image__caption>{LONG}</h2>"
            "<div class=image__author>Ann Sample</div></figure>",
            [(LONG, "Ann Sample")],
        ),
        (  # the lead picture in the frame of a teaser
            f"<div class=lead><div class=teaser><div class='box picture'>{IMAGE}"
            "<div class=picture-caption><h4>Foto: Ann Sample</h4></div>"
            "</div></div></div>",
            [("", "Foto: Ann Sample")],
        ),
        (  # the agency in the frame around the figure
            f"<div class=story-image><div class=agencyName>BCCL</div><figure>{IMAGE}"
            f"<figcaption>{LONG}</figcaption></figure></div>",
            [(LONG, "BCCL")],
        ),
        (  # names of styles are no names of parts
            f"<div class='Trs($transition-readmore)'><figure>{IMAGE}"
            f"<figcaption>{LONG}</figcaption></figure></div>",
            [(LONG, "")],
        ),
        (  # what a machine reads as the caption too
            f"<div>{IMAGE}</div><div itemprop='caption description'>{LONG}</div>",
            [(LONG, "")],
        ),
        (  # a short line that repeats the description, behind a sign to enlarge
            '<figure><img src=a.jpg alt="The old gate"></figure><span></span>'
            "<span>The old gate</span>",
            [("The old gate", "")],
        ),
        (  # at the end of the article, far from the picture
            f"<img src=a.jpg><p>{SENTENCES[0]}</p><div><span class=media-copyright>"
            "Beeld: Ann Sample</span></div>",
            [("", "Beeld: Ann Sample")],
        ),
        (
            f"<figure>{IMAGE}<figcaption>{LONG} Click to enlarge</figcaption></figure>",
            [(LONG, "")],
        ),
    ],
)
def test_captions_and_credits_are_found_where_news_sites_put_them(inside, captions):
    assert read_captions(inside) == captions


@pytest.mark.parametrize(
    "inside",
    [
        f"<figure>{IMAGE}<figcaption>The camera at the gate</figcaption></figure>",
        f"<div class=caption>https://news.example/gate-{'x' * 30}.html</div>",
        "<div class=photo-caption>of</div>",
        "<div class=related-caption><a href=/2>Another gate has a camera, and why</a>"
        "</div>",
        f"<div class=photo-credit>{IMAGE}<span class=copyright>© 2020 The Gate News"
        "</span></div>",
    ],
)
def test_headlines_addresses_links_and_marks_of_a_site_are_no_captions(inside):
    assert read_captions(inside) == []


def test_a_credit_alone_is_left_out_where_a_caption_has_it():
    inside = (
        "<div class=image_photographer>Foto: Ann Sample</div>"
        f"<figure>{IMAGE}<figcaption>{LONG}</figcaption>"
        "<span class=credit>Foto: Ann Sample</span></figure>"
    )
    assert read_captions(inside) == [(LONG, "Foto: Ann Sample")]
