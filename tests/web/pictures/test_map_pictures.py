"""Maps and bars are files that say by themselves what they show and whose they are."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from archive.models import EntryRegion, Region, RegionName
from archive.web import png_files
from archive.web.pictures import picture_files
from tests.factories import make_article, published

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on_sqlite("pictures draw the counts that pages have"),
]
PICTURES = ("/regions/picture", "/regions/CN/picture", "/timeline/picture")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def archive():
    """Three articles of 2018 to 2019 about Xinjiang."""
    china = Region.objects.create(code="CN", level="country")
    place = Region.objects.create(code="CN-XJ", level="province", parent=china)
    for region, language, name in (
        (china, "en", "China"),
        (china, "zh-Hans", "中国"),
        (place, "en", "Xinjiang"),
        (place, "zh-Hans", "新疆"),
    ):
        RegionName.objects.create(
            region=region, language=language, name=name, is_preferred=True
        )
    for date in ("2018-05-01", "2019", "2019-02-20"):
        article = published(make_article(title="Cameras", date=date, language="de"))
        EntryRegion.objects.create(entry=article, region=place)


def get(client, path, language="en"):
    return client.get(path, headers={"accept-language": language})


def read_svg(client, path, language="en"):
    answer = get(client, path, language)
    assert answer.status_code == 200, path
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    return etree.fromstring(answer.content)


def texts_of(svg):
    return [text.text for text in svg.iter(f"{SVG}text")]


def test_text_of_others_stays_text_and_keeps_its_direction(client):
    hostile = '\u202e</text><script href="//x.example/">&\'"'
    RegionName.objects.filter(name="Xinjiang").update(name=hostile)
    path = "/timeline/picture.svg?region=CN-XJ"
    svg = read_svg(client, path)
    assert any(f"[U+202E]{hostile[1:]}" in text for text in texts_of(svg))
    assert "\u202e" not in get(client, path).content.decode()
    names = {element.tag.removeprefix(SVG) for element in svg.iter()}
    assert names <= {"svg", "title", "desc", "rect", "text", "path", "circle"}
    attributes = {name for element in svg.iter() for name in element.attrib}
    assert not {name for name in attributes if "href" in name or name[:2] == "on"}


def test_a_map_names_and_shades_what_has_entries(client):
    svg = read_svg(client, "/regions/CN/picture.svg")
    assert {"China: entries by place", "Xinjiang"} <= set(texts_of(svg))
    fills = [path.get("fill") for path in svg.iter(f"{SVG}path")]
    assert fills.count("#678fa2") == 1
    none = read_svg(client, "/regions/CN/picture.svg?language=en")
    assert "Xinjiang" not in texts_of(none)
    assert "#678fa2" not in [path.get("fill") for path in none.iter(f"{SVG}path")]


def test_bars_are_as_high_as_their_numbers(client):
    svg = read_svg(client, "/timeline/picture.svg")
    bars = [r for r in svg.iter(f"{SVG}rect") if r.get("fill") == "#396880"]
    high = {round(float(bar.get("height"))) for bar in bars}
    assert high == {360, 180}
    assert {"2018", "2019", "1", "2"} <= set(texts_of(svg))


@pytest.mark.parametrize("path", PICTURES)
@pytest.mark.parametrize("language", ["en", "de", "zh-Hans"])
def test_credit_filters_and_address_are_inside(client, settings, path, language):
    settings.BASE_URL = "https://archive.example"
    svg = read_svg(client, f"{path}.svg?kind=article&from=2018", language)
    page = path.removesuffix("picture")
    address = f"https://archive.example{page}?kind=article&from=2018"
    assert svg.find(f"{SVG}desc").text == address
    words = texts_of(svg)
    assert address in words
    assert any("2018" in word and "·" in word for word in words)
    if "regions" in path:
        assert any("Natural Earth" in word for word in words)


@pytest.mark.parametrize("path", PICTURES)
def test_a_picture_needs_no_style_script_or_other_file(client, path):
    answer = get(client, f"{path}.svg").content.decode()
    assert not re.search(r"<(style|script|image|use|foreignObject)|href|style=", answer)


def test_what_was_searched_cannot_break_the_picture(client):
    svg = read_svg(client, "/regions/picture.svg?credit=%3Cb%3E%26%22")
    assert any('<b>&"' in word for word in texts_of(svg))


def test_a_long_address_is_in_lines_and_whole_in_the_description(client):
    query = "&".join(f"language=x{number:02}" for number in range(40))
    svg = read_svg(client, f"/regions/picture.svg?{query}")
    assert svg.find(f"{SVG}desc").text.endswith("language=x39")
    assert len([word for word in texts_of(svg) if "language=" in word]) > 2
    assert all(len(word) <= picture_files.LETTERS_PER_LINE for word in texts_of(svg))


@pytest.mark.parametrize("path", PICTURES)
def test_a_png_is_the_same_picture(client, path):
    svg = read_svg(client, f"{path}.svg")
    answer = get(client, f"{path}.png")
    assert answer.headers["Content-Type"] == "image/png"
    size = [int.from_bytes(answer.content[at : at + 4], "big") for at in (16, 20)]
    assert size == [int(svg.get("width")), int(svg.get("height"))]
    fewer = get(client, f"{path}.png?kind=article&from=2018&to=2018").content
    assert fewer != answer.content


def test_without_a_font_chinese_comes_as_svg_alone(client, monkeypatch):
    monkeypatch.setattr(png_files, "_has_glyph", lambda letter: False)
    refused = get(client, "/regions/CN/picture.png", "zh-Hans")
    assert refused.status_code == 404
    assert "SVG" in refused.content.decode()
    assert "新疆" in texts_of(read_svg(client, "/regions/CN/picture.svg", "zh-Hans"))
    page = get(client, "/regions/CN/", "zh-Hans").content.decode()
    assert "/regions/CN/picture.svg" in page
    assert "picture.png" not in page


@pytest.mark.parametrize("page", ["/regions/", "/regions/CN/", "/timeline/"])
def test_the_pages_link_their_pictures_with_their_filters(client, page):
    text = get(client, f"{page}?kind=article&sort=date").content.decode()
    for suffix in ("svg", "png"):
        assert f'href="{page}picture.{suffix}?kind=article"' in text, suffix


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/regions/picture.gif", 404),
        ("/regions/XX/picture.svg", 404),
        ("/regions/cn/picture.svg", 301),
        ("/timeline/picture.svg?from=yesterday", 400),
        ("/regions/picture.png?region=XX-99", 400),
        ("/regions/CN/picture.svg?kind=x", 400),
        ("/timeline/picture.svg?language=fr", 404),
    ],
)
def test_what_cannot_be_drawn_is_refused(client, path, status):
    assert get(client, path).status_code == status


def test_a_picture_costs_no_more_queries_than_its_page(client):
    for path in PICTURES:
        with CaptureQueriesContext(connection) as page:
            get(client, path.removesuffix("picture"))
        with CaptureQueriesContext(connection) as picture:
            get(client, f"{path}.svg")
        assert len(picture) <= len(page), path
