"""The home page begins with one article, whatever else is new."""

from __future__ import annotations

import pytest

from archive.web.home_page import LATEST
from tests.factories import make_article, make_event, published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("keys", "lead"),
    [
        ((), "Article 2"),  # the latest one, though seven events are later
        (("seed-article", ""), "Article 1"),
        (("", "seed-article"), "Article 2"),
    ],
)
def test_the_page_leads_with_the_seed_article_or_the_latest_one(client, keys, lead):
    for number, key in enumerate(keys or ("", ""), start=1):
        published(make_article(title=f"Article {number}", import_key=key))
    for number in range(LATEST + 1):
        published(make_event(title=f"Event {number}"))
    context = client.get("/").context
    assert context["lead"].item.title == lead
    assert len(context["latest"]) == LATEST
    assert lead not in [item.title for item in context["latest"]]


def test_a_page_without_an_article_has_no_lead(client):
    published(make_event(title="An event"))
    context = client.get("/").context
    assert context["lead"] is None and len(context["latest"]) == 1
