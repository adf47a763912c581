"""Page by page, every hit once."""

import re

import pytest

from archive.search import reindex
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/search/", "/search/?q=entry", "/articles/"])
def test_the_pages_reach_every_hit_once(client, path):
    for number in range(45):
        published(make_article(title=f"An entry {number}"))
    reindex()
    joint = "&" if "?" in path else "?"
    found: list[str] = []
    address = path
    for number in (1, 2, 3):
        address = f"{path}{joint}page={number}"
        found += re.findall(
            r'class="id">([^<]+)<', client.get(address).content.decode()
        )
    assert len(found) == len(set(found)) == 45
    assert client.get(f"{path}{joint}page=4").status_code == 404
