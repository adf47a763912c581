"""Page by page, every hit once."""

import re
from datetime import UTC, datetime

import pytest

from archive.models import Entry, Outlet
from archive.search import reindex
from tests.factories import make_article, make_source, published
from tests.markup import page_text

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
            r'name="id" value="([^"]+)"', client.get(address).content.decode()
        )
    assert len(found) == len(set(found)) == 45
    assert client.get(f"{path}{joint}page=4").status_code == 404


@pytest.mark.parametrize("path", ["/search/?q=paper", "/search/", "/{kind}s/"])
@pytest.mark.parametrize("kind", ["article", "source"])
def test_a_row_says_who_published_it_and_when_it_came(client, kind, path):
    if kind == "article":
        entry = make_article(title="Paper", outlet=Outlet.objects.create(name="Bund"))
    else:
        entry = make_source(title="Paper", publisher="Bund")
    published(entry)
    Entry.objects.update(first_published_at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    reindex()
    page = page_text(client.get(path.format(kind=kind)))
    assert "<span>Bund</span>" in page
    assert "<span>Added 1 March 2026</span>" in page
