"""The search page says which entries have all words and which only some."""

import pytest

from archive.search import reindex
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db


def test_entries_with_some_of_the_words_stand_apart(client, index):
    for title in ("Adrian Zenz", "Adrian", "Zenz"):
        published(make_article(title=title, language="en"))
    reindex()
    page = client.get("/search/", {"q": "Adrian Zenz"}).content.decode()
    assert "1 entry has all of your words." in page
    assert "2 more have some of them." in page
    assert "q=Adrian+AND+Zenz" in page
    whole, some = page.split("With some of your words")
    assert (whole.count('class="who"'), some.count('class="who"')) == (1, 2)
    strict = client.get("/search/", {"q": "Adrian AND Zenz"}).content.decode()
    assert "With some of your words" not in strict
