"""Authors in the forms in which pages name them, on invented pages."""

from __future__ import annotations

import json

import pytest

from archive.importers.extraction.web_pages.page import extract_html_page

ENGLISH = "The gate has had a camera since the spring, and nobody was asked. "
KOREAN = "<p>경찰은 화요일 검문소가 매일 수천 명을 막았다고 밝혔다고 전했다.</p>" * 3
CHINESE = (
    "<p>警方週二表示，檢查站每天攔截數千人，記者看到的文件和專家都證實了這一點。</p>"
    * 3
)
JAPANESE = (
    "<p>警察は火曜日、検問所が毎日数千人を止めていると明らかにし、文書も確認した。</p>"
    * 3
)
ANN = {"@type": "Person", "name": "Ann Sample"}


def read_byline(
    beside="", head="", language="en", text=f"<p>{ENGLISH * 2}</p>" * 3, end=""
):
    page = extract_html_page(
        f"<html lang={language}><head><title>The camera at the gate</title>"
        f"<meta property=og:site_name content='The Gazette'>{head}</head><body><main>"
        f"<article><header><h1>The camera at the gate</h1>{beside}</header>"
        f"<div>{text}{end}</div></article></main></body></html>".encode()
    )
    return page.byline


def linked(author):
    data = {"@type": "NewsArticle", "headline": "The camera", "author": author}
    return f"<script type=application/ld+json>{json.dumps(data)}</script>"


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("By Ann Sample and Ben Example", "Ann Sample, Ben Example"),
        ({"@list": [ANN]}, "Ann Sample"),
        ({"@type": "Person", "givenName": "Ann", "familyName": "Sample"}, "Ann Sample"),
        ({"@type": "Person", "name": "Ann Sample (AFP)"}, "Ann Sample"),
        ({"@type": "Organization", "name": "National Desk"}, "National Desk"),
        ({"@type": "Person", "name": "dpa"}, "dpa"),
        ({"@type": "Organization", "name": "The Gazette"}, ""),
        ({"@type": "Person", "name": "https://example.org/ann"}, ""),
    ],
)
def test_authors_of_json_ld(author, byline):
    assert read_byline(head=linked(author)) == byline


@pytest.mark.parametrize(
    ("beside", "language", "byline"),
    [
        ("<div>By Ann Sample on May 4, 2023 at 11:30 am</div>", "en", "Ann Sample"),
        (
            "<div class=byline>By Ann Sample Tuesday, May 4, 2023</div>",
            "en",
            "Ann Sample",
        ),
        ("<div class=byline>Ann Sample, The Gazette</div>", "en", "Ann Sample"),
        ("<div class=byline>By Ann Sample gazette.com</div>", "en", "Ann Sample"),
        (
            "<div class=byline>ANN SAMPLE - AP Technology Writer</div>",
            "en",
            "ANN SAMPLE",
        ),
        (
            "<p class=auteur>Par Anne Modèle, envoyée spéciale à Pékin</p>",
            "fr",
            "Anne Modèle",
        ),
        (
            "<p class=byline>By Ann Sample, Ben Example, and Cat Third</p>",
            "en",
            "Ann Sample, Ben Example, Cat Third",
        ),
        ("<p>By Ann Sample @annsample on June 26, 2014</p>", "en", "Ann Sample"),
        ("<div>di Anna Esempio</div>", "it", "Anna Esempio"),
        (
            "<div>Door Anna Voorbeeld en Ben Staal</div>",
            "nl",
            "Anna Voorbeeld, Ben Staal",
        ),
        ("<div>Av Anna Eksempel</div>", "nb", "Anna Eksempel"),
        ("<div>Opracowała Anna Wzór</div>", "pl", "Anna Wzór"),
        ("<div>מאת דני כהן</div>", "he", "דני כהן"),
        ("<div>كتب - محمد علي</div>", "ar", "محمد علي"),
        ("<div>نویسنده: محمد علی</div>", "fa", "محمد علی"),
        ("<div><a href=/author/ann-sample>Ann Sample</a></div>", "en", "Ann Sample"),
        ("<div class=byline>By Staff Reporter</div>", "en", "Staff Reporter"),
        ("<div class=byline>By Reuters</div>", "en", "Reuters"),
    ],
)
def test_printed_authors(beside, language, byline):
    assert read_byline(beside, language=language) == byline


@pytest.mark.parametrize(
    ("language", "text", "beside", "end", "byline"),
    [
        ("ko", KOREAN, "<div>홍길동 기자</div>", "", "홍길동"),
        ("ko", KOREAN, "<span class=writer>홍길동 기자</span>", "", "홍길동"),
        ("zh-Hant", CHINESE, "<div>記者王小明／台北報導</div>", "", "王小明"),
        ("zh-Hant", f"<p>（中央社記者王小明台北4日電）{CHINESE[3:]}", "", "", "王小明"),
        ("ja", JAPANESE, "", "<p>【山田太郎】</p>", "山田太郎"),
        (
            "en",
            f"<p>{ENGLISH * 2}</p>" * 3,
            "",
            "<p>(Reporting by Ann Sample; Editing by Ben Example)</p>",
            "Ann Sample",
        ),
    ],
)
def test_reporters_of_agencies_and_of_east_asia(language, text, beside, end, byline):
    assert read_byline(beside, language=language, text=text, end=end) == byline


def test_a_sentence_with_a_link_to_an_author_is_no_byline():
    sentence = (
        "<p><a href=/author/ann-sample>Ann Sample</a> says on the radio that the town "
        "should have asked its residents.</p>"
    )
    page = extract_html_page(
        f"<html lang=en><body><article><h1>The camera at the gate</h1>{sentence}"
        f"<p>{ENGLISH * 2}</p><p>{ENGLISH}</p></article></body></html>".encode()
    )
    kept = [block.text for block in page.blocks if block.role == "paragraph"]
    assert page.byline == ""
    assert kept[0].startswith("Ann Sample says on the radio")


@pytest.mark.parametrize("name", ["og:article:author", "dable:author"])
def test_authors_of_meta_elements(name):
    head = f"<meta property={name} content='Ann Sample'>"
    assert read_byline(head=head) == "Ann Sample"


@pytest.mark.parametrize(
    ("markup", "byline"),
    [
        ("<span class=documentAuthor>Ann Sample</span>", "Ann Sample"),
        ("<span class=unauthorised>Ann Sample</span>", ""),
        (
            "<div class='elementor-element elementor-widget'><ul><li"
            " class='post__meta--author'>Ann Sample</ul></div>",
            "Ann Sample",
        ),
        ("<div class=widget><span class=author>Ann Sample</span></div>", ""),
    ],
)
def test_classes_of_page_builders_name_authors(markup, byline):
    assert read_byline(beside=markup) == byline


@pytest.mark.parametrize(
    ("end", "byline"),
    [
        ("<p><em>By Ann Sample</em></p>", "Ann Sample"),
        (
            "<p><em>By Ann Sample</em></p><p>The gate is open on Mondays.</p>",
            "Ann Sample",
        ),
        ("<p>By the gate stood Ann Sample.</p>", ""),
        ("<p>By then it was late</p>", ""),
    ],
)
def test_a_short_last_line_may_be_the_byline(end, byline):
    assert read_byline(end=end) == byline
