"""What may be written by Haystack's backend: only what is public, and all of it."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from haystack import connections
from haystack.exceptions import SearchBackendError
from haystack.query import SearchQuerySet
from haystack.utils import get_identifier

from archive.models import Article, Entry, OutboxRow, Photo
from archive.search import (
    find_index_differences,
    needs_rebuild,
    process_outbox,
    reindex,
)
from archive.search.index.generations import hold_rebuild_lock, hold_write_lock
from archive.search_indexes import ArticleIndex, PhotoIndex
from tests.factories import make_article, make_photo, published

from .conftest import list_indexed_ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def backend():
    return connections["default"].get_backend()


@pytest.fixture
def articles():
    """Two public articles, a photo and a draft; only these are indexed."""
    made = [published(make_article(title=f"Article {n}")) for n in (1, 2)]
    photo, draft = published(make_photo(title="Photo")), make_article(title="Draft")
    reindex()
    return *made, photo, draft


def test_update_writes_entries_as_they_are_now(backend, articles):
    one = articles[0]
    Entry.objects.filter(pk=one.pk).update(title="Renamed")
    backend.update(ArticleIndex(), [one])  # which has its old title still
    assert SearchQuerySet().filter(title="renamed").count() == 1
    new = published(make_article(title="New"))
    ArticleIndex().update_object(new)
    assert SearchQuerySet().filter(title="new")[0].object == new
    assert find_index_differences() == []


def test_update_takes_in_no_draft_and_takes_out_what_is_hidden(backend, articles):
    one, two, _photo, draft = articles
    Entry.objects.filter(pk=one.pk).update(status="withdrawn")
    backend.update(ArticleIndex(), [one, two, draft])
    assert list_indexed_ids() == sorted([two.pk, articles[2].pk])
    ArticleIndex().update_object(draft)
    assert draft.pk not in list_indexed_ids()


def test_update_takes_a_queryset_of_everything(backend, articles):
    backend.update(ArticleIndex(), Article.objects.all())
    assert list_indexed_ids() == sorted(entry.pk for entry in articles[:3])


def test_remove_takes_an_entry_or_its_name(backend, articles):
    one, two, photo, _draft = articles
    backend.remove(one)
    backend.remove(get_identifier(two), commit=True)
    assert list_indexed_ids() == [photo.pk]
    PhotoIndex().remove_object(photo)
    assert list_indexed_ids() == []
    OutboxRow.objects.add([one.pk])
    process_outbox()
    assert list_indexed_ids() == [one.pk]


def test_clear_takes_out_one_model(backend, articles):
    backend.clear(models=[Article])
    assert list_indexed_ids() == [articles[2].pk]
    ArticleIndex().reindex()
    assert list_indexed_ids() == sorted(entry.pk for entry in articles[:3])
    PhotoIndex().clear()
    assert SearchQuerySet().models(Photo).count() == 0
    assert SearchQuerySet().models(Article).count() == 2


def test_clear_empties_it_and_update_builds_it_whole(backend, articles):
    backend.clear()
    assert needs_rebuild()
    assert SearchQuerySet().count() == 0
    backend.remove(articles[0])  # there is nothing to take out
    backend.clear(models=[Article])
    backend.update(ArticleIndex(), [articles[0]])
    assert list_indexed_ids() == sorted(entry.pk for entry in articles[:3])
    assert find_index_differences() == []


def test_the_outbox_is_not_lost_by_writing_beside_it(backend, articles):
    OutboxRow.objects.add([articles[1].pk])
    backend.update(ArticleIndex(), [articles[0]])
    assert OutboxRow.objects.count() == 1


@pytest.mark.parametrize("state", ["withdrawn", "published"])
def test_a_rebuild_under_way_learns_what_is_written_meanwhile(backend, articles, state):
    one = articles[0]

    def write(done, expected):
        if done == 3:
            Entry.objects.filter(pk=one.pk).update(status=state, title="Renamed")
            backend.update(ArticleIndex(), [one])

    reindex(write)
    assert SearchQuerySet().filter(title="renamed").count() == (state == "published")
    assert find_index_differences() == []


@pytest.mark.django_db(transaction=True)
def test_one_writes_at_a_time(backend, articles):
    threads = []
    with hold_write_lock():
        for call in (lambda: backend.remove(articles[0]), backend.clear):
            threads.append(threading.Thread(target=_run, args=(call,), daemon=True))
            threads[-1].start()
            threads[-1].join(0.2)
            assert threads[-1].is_alive()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
    assert needs_rebuild()


def _run(call):
    call()
    connection.close()


def test_what_cannot_be_written_raises_haystacks_error(backend, articles):
    backend.clear()
    with (
        hold_rebuild_lock(),
        pytest.raises(SearchBackendError, match="Another rebuild"),
    ):
        backend.update(ArticleIndex(), [articles[0]])


def test_a_plain_text_is_read_as_a_reader_types_it(backend, articles):
    assert backend.search("article -1")["hits"] == 1
    assert backend.search("*")["hits"] == 3
    assert backend.search("")["hits"] == 3
    found = backend.search('"article 2"', end_offset=1)
    assert [result.title for result in found["results"]] == ["Article 2"]
    assert "draft" not in str(backend.search("draft")["results"]).lower()


def test_how_words_were_read_is_told(backend, articles):
    found = SearchQuerySet().auto_query('article AND "1')
    assert found.count() == 1
    list(found)
    assert any("quotation mark" in notice for notice in found.query.notices)
