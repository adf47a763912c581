"""The page that says how to search: every example is a link that finds something."""

import re
from html import unescape

import pytest

from tests.markup import page_text

pytestmark = pytest.mark.django_db

EXAMPLE = re.compile(r'<dt><a href="(/search/[^"]+)"><code>([^<]+)</code>')
NOTICE = re.compile(r'class="notice"[^>]*>([^<]+)')


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_example_finds_something_and_is_read_as_meant(
    client, demonstration, language
):
    page = page_text(client.get(f"/about/search/?lang={language}"))
    assert f'<html lang="{language}"' in page
    examples = EXAMPLE.findall(page)
    assert len(examples) >= 10
    for address, shown in examples:
        text = page_text(client.get(unescape(address)))
        assert unescape(shown) in unescape(text)
        assert not NOTICE.findall(text), shown
        assert '<ol class="items"' in text, shown
