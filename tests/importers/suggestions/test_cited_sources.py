"""Sources and the outlet that an article suggests."""

import pytest

from archive.importers.suggestions.cited_sources import suggest_outlet, suggest_sources
from archive.models import Outlet
from tests.factories import make_article

PASSAGES = [
    ("p1", "paragraph", "Laut Reuters und laut Amnesty International stimmt es."),
    ("p2", "post", "Over 2.5 million records of people pic.twitter.com/AbC123"),
    ("p3", "paragraph", "Das sei falsch, so Anna Muster gegenüber der Zeitung."),
]


def test_posts_names_and_photo_series_are_proposed_with_their_passages():
    found = suggest_sources(PASSAGES, ["Bild: dpa", "Bild: dpa", ""])
    rows = [(s.title, s.source_kind, s.relation, s.anchor) for s in found]
    assert rows == [
        (
            "Post: Over 2.5 million records of people …",
            "social_post",
            "quotes",
            "p2",
        ),
        ("Reuters", "agency_report", "reports", "p1"),
        ("Amnesty International", "report", "reports", "p1"),
        ("Anna Muster", "person", "reports", "p3"),
        ("Photos: dpa", "photograph_series", "shows", ""),
    ]
    assert found[0].original_url == "https://pic.twitter.com/AbC123"
    assert found[1].found.startswith("Laut Reuters")


def test_a_text_without_names_proposes_nothing():
    assert suggest_sources([("p1", "paragraph", "Es regnete.")], []) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example.org/a", "The Post"),
        ("https://news.example.org/a", "The Post"),
        ("https://notexample.org/a", None),
        ("", None),
    ],
)
def test_the_outlet_is_that_of_the_site(url, name):
    Outlet.objects.create(slug="none", name="No site")
    Outlet.objects.create(slug="post", name="The Post", url="https://example.org/")
    outlet = suggest_outlet(make_article(original_url=url))
    assert (outlet.name if outlet else None) == name
