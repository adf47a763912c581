"""What is left out of an article, and what is not, on invented pages."""

from __future__ import annotations

import pytest

from archive.importers.extraction.extracted_page import ExtractionError
from archive.importers.extraction.reporter_lines import find_reporters
from archive.importers.extraction.web_pages.page import extract_html_page

SENTENCES = [
    "The gate has had a camera since the spring, and nobody was asked.",
    "The town says that the pictures are kept for a month and then deleted for good.",
    "“We were not asked.”",
    "A judge will hear the complaint of eleven residents before the end of this year.",
]


def read_page(inside, after=""):
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:2])
    rest = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[2:])
    return extract_html_page(
        "<html><head><title>The camera at the gate | Town Paper</title></head><body>"
        f"<article><h1>The camera at the gate</h1>{text}{inside}{rest}</article>{after}"
        "</body></html>".encode()
    )


def list_kept(page):
    return [b.text for b in page.blocks if b.role not in ("boilerplate", "title")]


@pytest.mark.parametrize(
    "inside",
    [
        '<p>Baca juga: <a href="/x">Polisi memasang kamera baru</a></p>',
        '<p>Lire aussi : <a href="/x">Les caméras de la ville</a></p>',
        '<p>Читайте также: <a href="/x">Новые камеры в городе</a></p>',
        '<p><a href="/x">関連記事 新しい監視カメラが設置された</a></p>',
        "<p>この記事は会員限定です。登録すると続きをお読みいただけます。</p>",
        "<p>Cet article est réservé aux abonnés</p>".replace(
            "Cet article est", "Article"
        ),
        "<div><h4><a href=/x>Another gate</a></h4><p>It has a camera too.</p></div>",
        "<div class=baca-juga><p>Another camera at another gate of a town.</p></div>",
    ],
)
def test_hints_at_other_articles_and_subscriptions_are_left_out(inside):
    page = read_page(inside)
    assert list_kept(page) == SENTENCES
    assert any(block.role == "boilerplate" for block in page.blocks)


@pytest.mark.parametrize(
    "name", ["comentarios", "commentaires", "reacties", "komentarze", "binh-luan"]
)
def test_readers_comments_are_left_out_in_any_language(name):
    comment = "A reader says that nobody in the town has ever wanted such a camera."
    page = read_page("", f"<div id={name}><ol><li><p>{comment}</p></li></ol></div>")
    assert list_kept(page) == SENTENCES
    assert comment in [b.text for b in page.blocks if b.role == "boilerplate"]


def test_the_name_of_the_site_behind_a_headline_is_no_part_of_it():
    page = extract_html_page(
        "<html><head><title>The camera at the gate » News » Town Paper</title></head>"
        "<body><h1>The camera at the gate<span>Town Paper</span></h1>"
        f"<p>{SENTENCES[0]}</p></body></html>".encode()
    )
    assert page.title == "The camera at the gate"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By ANN SAMPLE 10/ 5/11 09:19 PM ET", "ANN SAMPLE"),
        ("Par Anne Exemple et Paul Modèle", "Anne Exemple, Paul Modèle"),
        ("Автор: Анна Образец", "Анна Образец"),
        ("Penulis: Ani Contoh", "Ani Contoh"),
    ],
)
def test_a_line_below_the_headline_names_its_authors(line, byline):
    page = extract_html_page(
        "<html><head><title>The camera at the gate</title></head><body><article>"
        f"<h1>The camera at the gate</h1><div>{line}</div><p>{SENTENCES[0]}</p>"
        f"<p>{SENTENCES[1]}</p></article></body></html>".encode()
    )
    assert page.byline == byline


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("시는 답하지 않았다. 김보기 기자 sample@example.org", ["김보기"]),
        ("김보기 기자 = 시는 답하지 않았다.", ["김보기"]),
        ("【記者王小明／台北報導】市府沒有回應。", ["王小明"]),
        ("市政府没有回应。（本报记者王小明、李大华）", ["王小明", "李大华"]),
        ("记者从市政府获悉，摄像头已经安装。", []),
        ("기자 회견이 열렸다.", []),
    ],
)
def test_reporters_are_named_in_korean_and_chinese_texts(text, names):
    assert find_reporters(text) == names


def test_an_agency_in_linked_data_gives_way_to_the_printed_byline():
    page = extract_html_page(
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", '
        '"author": {"@type": "Person", "name": "City Wire"}}</script></head><body>'
        "<article><h1>The camera at the gate</h1><div>By Ann Sample</div>"
        f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p></article></body></html>".encode()
    )
    assert page.byline == "Ann Sample"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("<frameset><frame src=a></frameset>No frames", "no-text"),
        ("<p>text</p>" * 150_001, "too-large"),
    ],
)
def test_a_page_of_frames_or_of_endless_parts_is_refused(content, problem):
    with pytest.raises(ExtractionError, match=problem):
        extract_html_page(f"<html><body>{content}".encode())
