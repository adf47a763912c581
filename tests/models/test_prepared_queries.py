"""Prepared queries answer as queries that are built each time."""

from datetime import timedelta

import pytest
from django.db.models import Prefetch
from django.utils import timezone

from archive.models import Entry, EntryRegion
from archive.models.prepared_queries import prepare_query
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles():
    return [published(make_article()) for _each in range(5)]


def prepare(build):
    """The reading function, and how often its query was built."""
    built = []

    def count(*args):
        built.append(args)
        return build(*args)

    return prepare_query(count), built


def test_a_query_is_built_once_and_answers_for_other_values(articles):
    read, built = prepare(lambda pk: Entry.objects.public().filter(pk=pk))
    for article in articles:
        assert read(article.pk) == [Entry.objects.get(pk=article.pk)]
    assert len(built) == 1


def test_a_text_is_a_value(articles):
    read, built = prepare(lambda code: Entry.objects.filter(id_code=code))
    for article in articles:
        assert [entry.pk for entry in read(article.id_code)] == [article.pk]
    assert read("' OR 1=1 --") == []
    assert len(built) == 1


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_lists_of_every_length_are_read_whole(articles, size):
    read, _built = prepare(
        lambda ids: Entry.objects.filter(pk__in=ids).values_list("pk", flat=True)
    )
    ids = {article.pk for article in articles[:size]}
    assert sorted(read(ids)) == sorted(ids)
    assert sorted(read(ids)) == sorted(ids)


def test_an_empty_or_long_list_is_asked_as_ever(articles):
    read, _built = prepare(lambda ids: Entry.objects.filter(pk__in=ids))
    assert read([]) == []
    assert len(read(range(articles[0].pk, articles[0].pk + 300))) == len(articles)


def test_a_member_of_an_enumeration_belongs_to_the_shape(articles):
    read, built = prepare(lambda kind: Entry.objects.filter(kind=kind.value))
    assert len(read(Entry.Kind.ARTICLE)) == len(articles)
    assert read(Entry.Kind.EVENT) == []
    assert len(built) == 2


def test_an_embargo_ends_and_begins_for_a_prepared_query(articles):
    read, built = prepare(lambda pk: Entry.objects.public().filter(pk=pk))
    embargoed = Entry.objects.filter(pk=articles[0].pk)
    assert read(articles[0].pk)
    embargoed.update(embargo_until=timezone.now() + timedelta(hours=1))
    assert read(articles[0].pk) == []
    embargoed.update(embargo_until=timezone.now())
    assert read(articles[0].pk)
    assert len(built) == 1


def test_withdrawn_entries_leave_a_prepared_query_at_once(articles):
    read, _built = prepare(lambda pk: Entry.objects.public().filter(pk=pk))
    assert read(articles[0].pk)
    Entry.objects.filter(pk=articles[0].pk).update(status="withdrawn")
    assert read(articles[0].pk) == []


def test_a_moment_cannot_stand_still_in_a_prepared_query(articles):
    read, _built = prepare(
        lambda pk: Entry.objects.filter(pk=pk, embargo_until__lte=timezone.now())
    )
    with pytest.raises(ValueError, match="for good"):
        read(articles[0].pk)


def test_a_prefetch_with_a_query_of_its_own_is_refused(articles):
    ties = Prefetch("entry_regions", EntryRegion.objects.all())
    read, _built = prepare(
        lambda pk: Entry.objects.filter(pk=pk).prefetch_related(ties)
    )
    with pytest.raises(ValueError, match="prefetch"):
        read(articles[0].pk)
