"""An author has the parts of a name or a whole name, and never both."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from archive.models import Author, Entry
from archive.models.entries.author import list_author_names, make_author
from archive.text.author_names import parse_authors
from tests.factories import make_article, make_event

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"family": "Muster", "literal": "dpa"}, "not both"),
        ({"given": "Anna", "literal": "dpa"}, "not both"),
        ({"given": "Anna"}, "family name"),
        ({}, "family name"),
    ],
)
def test_a_name_is_in_parts_or_whole(fields, message):
    row = Author(entry=make_article(), **fields)
    with pytest.raises(ValidationError, match=message):
        row.clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    "byline",
    [
        "Alexander von Humboldt",
        "Vincent van Gogh",
        "Martin King Jr.",
        "王小明",
        "Tsering Woeser",
        "Reuters",
    ],
)
def test_a_row_gives_back_the_name_that_it_was_made_of(byline):
    article = make_article()
    [name] = parse_authors(byline)
    make_author(name, 1, entry=article).save()
    assert list_author_names(article) == [name]
    assert str(Author.objects.get()) == byline


def test_a_person_of_one_name_has_no_parts():
    assert Author(family="Suharto").name == {"literal": "Suharto"}


def test_authors_stand_in_the_order_that_the_editor_gave():
    article = make_article()
    for position, family in ((2, "Beispiel"), (1, "Muster"), (2, "Cortez")):
        Author.objects.create(
            entry=article, position=position, family=family, given="A."
        )
    names = [name["family"] for name in list_author_names(article)]
    assert names == ["Muster", "Beispiel", "Cortez"]


def test_prefetched_authors_cost_no_query(django_assert_num_queries):
    article = make_article()
    Author.objects.create(entry=article, literal="dpa")
    [entry] = Entry.objects.filter(pk=article.pk).prefetch_related("authors")
    with django_assert_num_queries(0):
        assert list_author_names(entry) == [{"literal": "dpa"}]


def test_an_event_has_no_authors(django_assert_num_queries):
    event = make_event()
    with django_assert_num_queries(0):
        assert list_author_names(event) == []


def test_the_database_keeps_the_rule_by_itself():
    article = make_article()
    row = Author.objects.create(entry=article, literal="dpa")
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE archive_author SET family = 'Muster' WHERE id = %s", [row.pk]
        )
