"""What stands at the headline decides where a program's day or name is another."""

from __future__ import annotations

import pytest

from archive.importers.extraction.web_pages.page import extract_html_page

SENTENCE = "The gate has had a camera since the spring, and nobody was asked about it. "


def read_page(above="", below="", head="", end=""):
    return extract_html_page(
        f"<html lang=en><head><title>The camera at the gate</title>{head}</head><body>"
        f"<main><article>{above}<h1>The camera at the gate</h1>{below}"
        f"{f'<p>{SENTENCE * 2}</p>' * 3}{end}</article></main></body></html>".encode()
    )


def publish_at(moment):
    return f"<meta property=article:published_time content='{moment}'>"


@pytest.mark.parametrize(
    ("moment", "printed", "day"),
    [
        ("2022-04-27T02:10:09+00:00", "26 April 2022", "2022-04-26"),
        ("2022-04-26T23:10:09Z", "27 April 2022", "2022-04-27"),
        ("2022-04-27T02:10:09.000Z", "26 April 2022, 8:10 pm", "2022-04-26"),
        ("2022-04-27T02:10:09-06:00", "26 April 2022", "2022-04-27"),  # its own day
        ("2022-04-27", "26 April 2022", "2022-04-27"),
        ("2022-04-27T02:10:09Z", "20 April 2022", "2022-04-27"),  # another thing's day
        ("2022-04-27T02:10:09Z", "Updated 28 April 2022", "2022-04-27"),
        (
            "2022-04-27T02:10:09Z",
            "Published: 26 April 2022 | Updated: 28 April 2022",
            "2022-04-26",
        ),
        ("2022-04-27T02:10:09Z", "", "2022-04-27"),
    ],
)
def test_a_moment_of_greenwich_gives_way_to_the_printed_day(moment, printed, day):
    assert read_page(below=f"<p>{printed}</p>", head=publish_at(moment)).date == day


def test_the_day_nearest_to_the_headline_is_that_of_the_article():
    page = read_page(
        above="<p>11 May 2022</p><p>Breaking</p>", below="<p>10 May 2022</p>"
    )
    assert page.date == "2022-05-10"


@pytest.mark.parametrize(
    ("printed", "byline"),
    [
        ("By Ann Sample and Ben Example", "Ann Sample, Ben Example"),
        ("By Carl Poster", "Carl Poster"),
        ("By Carl Poster and Ann Sample", "Carl Poster"),  # the program names him too
        ("By our own correspondent", "Carl Poster"),
        ("", "Carl Poster"),
    ],
)
def test_a_printed_byline_is_before_who_put_the_page_online(printed, byline):
    linked = (
        '<script type=application/ld+json>{"@type": "NewsArticle", "headline": "The '
        'camera", "author": {"@type": "Person", "name": "Carl Poster"}}</script>'
    )
    assert read_page(below=f"<p>{printed}</p>", head=linked).byline == byline


@pytest.mark.parametrize(
    "line",
    [
        "Continua depois da publicidade",
        "CONTINÚA DESPUÉS DE LA PUBLICIDAD",
        "Pubblicità",
        "Reklama",
        "Copyright 2023 The Gazette Corp. All rights reserved. This may not be sold.",
    ],
)
def test_a_label_of_advertising_is_no_paragraph(line):
    page = read_page(end=f"<p>{line}</p><p>{SENTENCE * 2}</p>")
    assert {b.role for b in page.blocks if b.text == line} <= {"boilerplate"}
    assert line not in " ".join(b.text for b in page.blocks if not b.reason)


@pytest.mark.parametrize(
    ("head", "below", "day"),
    [
        ("", "<p>نشر الجمعة 24 نيسان / أبريل 2020 09:22</p>", "2020-04-24"),
        ("", "<p>22/11/2020 - 04:30 - Fonte: Agência Brasil</p>", "2020-11-22"),
        (publish_at("الأربعاء، 07 أكتوبر 2020 - 12:09 م"), "", "2020-10-07"),
    ],
)
def test_days_are_read_as_the_page_s_country_writes_them(head, below, day):
    text = "<p>وقالت السلطات إن الكاميرا عند البوابة منذ الربيع ولم يسأل أحد</p>" * 4
    page = extract_html_page(
        f"<html lang=ar><head><title>كاميرا عند البوابة القديمة</title>{head}</head>"
        f"<body><article><h1>كاميرا عند البوابة القديمة</h1>{below}{text}</article>"
        "</body></html>".encode()
    )
    assert page.date == day


@pytest.mark.parametrize(
    ("heading", "head", "title"),
    [
        # A dash or a quotation mark inside a headline is no end of it.
        ('"The gate" - nobody asked', "", '"The gate" - nobody asked'),
        ("A gate « of iron » : who asked", "", "A gate « of iron » : who asked"),
        # What the page does not show is none of it.
        (
            "A camera at the gate <a style='display: none'>Open editor</a>",
            "",
            "A camera at the gate",
        ),
        # Of two that the `title` has, the one that Open Graph has too.
        (
            "The camera at the old gate",
            "<meta property=og:title content='The camera at the old gate'>",
            "The camera at the old gate",
        ),
    ],
)
def test_a_headline_is_whole_and_the_article_s_own(heading, head, title):
    other = "<ul><li><h1>Gate news today</h1></li></ul>" if head else ""
    name = "Gate news today | " if head else ""
    page = extract_html_page(
        f"<html lang=en><head><title>{name}{heading.partition(' <')[0]}</title>{head}"
        f"</head><body>{other}<article><h1>{heading}</h1>"
        f"{f'<p>{SENTENCE * 2}</p>' * 3}</article></body></html>".encode()
    )
    assert page.title == title
