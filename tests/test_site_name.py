"""The site has a name in each language."""

import re

import pytest

from archive.env import SettingError, read_pairs
from archive.site_name import find_site_name
from tests.factories import make_article, published
from tests.markup import page_text


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Surveillance Archive"),
        ("de", "Surveillance Archive"),
        ("zh-Hans", "监控档案"),
        ("zh-hans", "监控档案"),
        ("zh", "监控档案"),
        ("ZH-Hant", "监控档案"),
        ("zha", "Surveillance Archive"),
        ("ug", "Surveillance Archive"),
    ],
)
def test_a_reader_gets_the_name_in_their_language(language, name):
    assert find_site_name(language) == name


@pytest.mark.parametrize(
    ("value", "pairs"),
    [
        ("", {}),
        ("de=Archiv", {"de": "Archiv"}),
        ("de = Mein Archiv, zh-Hans=档案", {"de": "Mein Archiv", "zh-Hans": "档案"}),
    ],
)
def test_names_are_read_by_language(monkeypatch, value, pairs):
    monkeypatch.setenv("ARCHIVE_SITE_NAMES", value)
    assert read_pairs("ARCHIVE_SITE_NAMES") == pairs


@pytest.mark.parametrize("value", ["档案", "de=", "=x"])
def test_a_name_without_a_language_is_refused(monkeypatch, value):
    monkeypatch.setenv("ARCHIVE_SITE_NAMES", value)
    with pytest.raises(SettingError, match="ARCHIVE_SITE_NAMES: write language=name"):
        read_pairs("ARCHIVE_SITE_NAMES")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/about/", "/feeds/corrections/", "/desk/"])
def test_chinese_pages_and_feeds_have_the_chinese_name(client, path):
    published(make_article())
    text = page_text(client.get(f"{path}?lang=zh-Hans", follow=True))
    assert "监控档案" in text and "Surveillance Archive" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "language", "brand"),
    [
        ("Surveillance Archive", "en", "Surveillance<span>·</span>Archive"),
        ("Surveillance Archive", "zh-Hans", "监控档案"),
        ("Watch", "en", "Watch"),
        ("The Watch on Us", "de", "The Watch on Us"),
    ],
)
def test_the_masthead_has_the_name(client, settings, name, language, brand):
    settings.SITE_NAME = name
    page = client.get(f"/about/?lang={language}").content.decode()
    (shown,) = re.findall(r'<a class="brand"[^>]*>(.*?)</a>', page, re.DOTALL)
    assert shown.strip() == brand
