"""The home page in the reader's language."""

import csv
import io
import re
from html import unescape

import pytest

from archive.web.home_page import EXAMPLE_SEARCHES
from tests.markup import page_text

pytestmark = pytest.mark.django_db
WORDS = [(code, words) for code, rows in EXAMPLE_SEARCHES.items() for words, _ in rows]
EXAMPLES = {"quotation", "passage", "date", "origin", "languages", "compare", "trail"}


@pytest.mark.parametrize(("code", "words"), WORDS)
def test_every_example_is_on_the_page_and_finds_entries(
    client, demonstration, code, words
):
    language = "zh-Hans" if code == "zh" else code
    assert f">{words}</a>" in page_text(client.get(f"/?lang={language}"))
    found = client.get("/search/", {"q": words})
    assert found.context["results"].hits


def test_chinese_counts_have_measure_words_and_the_map_a_name(client, demonstration):
    text = page_text(client.get("/?lang=zh-Hans&map=CN"))
    for word in ("篇文章", "条图片说明", "个来源", "个事件"):
        assert re.search(rf"<b>[\d,]+</b>{word}</a>", text)
    label = re.search(r'<svg[^>]*role="group"[^>]*aria-label="([^"]+)"', text)
    assert label and "中国" in label[1] and "CN" not in label[1]


@pytest.mark.parametrize("language", ["en", "de", "zh-Hans"])
def test_the_demonstration_has_an_example_of_each_and_each_works(
    client, demonstration, language
):
    page = client.get("/", headers={"accept-language": language})
    examples = {one.what: one for one in page.context["can"]}
    assert set(examples) == EXAMPLES
    for one in examples.values():
        assert client.get(one.url).status_code == 200, one.url
    found = client.get(examples["quotation"].url).context
    assert found["number"] >= 1
    assert client.get(examples["languages"].url).context["results"].total > 1
    assert examples["origin"].count > 1
    assert client.get(examples["date"].url).context["view"].touching
    links = {unescape(one) for one in re.findall(r'href="([^"]+)"', page_text(page))}
    assert {one.url for one in examples.values()} <= links


@pytest.mark.parametrize(
    ("address", "area"),
    [("/", ""), ("/?map=CN", "CN"), ("/?map=cn", "CN"), ("/?map=DE", "DE")],
)
def test_the_map_is_the_one_in_the_address(client, demonstration, address, area):
    page = client.get(address)
    shown = page.context["area"]
    assert (shown.code if shown else "") == area
    assert page.context["map"].map.area == area


@pytest.mark.parametrize("address", ["/", "/?map=CN"])
def test_the_numbers_behind_the_map_and_the_years_are_files(
    client, demonstration, address
):
    page = client.get(address).content.decode()
    shown = dict(re.findall(r'<a [^>]*aria-label="([^"]+): (\d+) entr', page))
    files = [
        unescape(link) for link in re.findall(r'href="(/table/counts[^"]+)"', page)
    ]
    by_place, _as_points, by_year = (read(client.get(link)) for link in files)
    rows = csv.DictReader(io.StringIO(by_place))
    counted = {row["name_en"]: row["entries"] for row in rows}
    assert shown and shown.items() <= counted.items()
    assert "\n2019," in by_year


def read(response):
    return b"".join(response).decode()
