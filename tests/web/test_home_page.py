"""The home page in the reader's language."""

import re

import pytest

from archive.web.home_page import EXAMPLE_SEARCHES
from tests.markup import page_text

pytestmark = pytest.mark.django_db
WORDS = [(code, words) for code, rows in EXAMPLE_SEARCHES.items() for words, _ in rows]


@pytest.mark.parametrize(("code", "words"), WORDS)
def test_every_example_is_on_the_page_and_finds_entries(
    client, demonstration, code, words
):
    language = "zh-Hans" if code == "zh" else code
    assert f">{words}</a>" in page_text(client.get(f"/?lang={language}"))
    found = client.get("/search/", {"q": words})
    assert found.context["results"].hits


def test_chinese_counts_have_measure_words_and_the_map_a_name(client, demonstration):
    text = page_text(client.get("/?lang=zh-Hans"))
    for word in ("篇文章", "条图片说明", "个来源", "个事件"):
        assert re.search(rf"<b>[\d,]+</b>{word}</a>", text)
    label = re.search(r'<svg[^>]*role="group"[^>]*aria-label="([^"]+)"', text)
    assert label and "中国" in label[1] and "CN" not in label[1]
