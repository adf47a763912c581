"""Batches: searched bit by bit, by one worker at a time, and forgotten."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from archive import batches
from archive.filters import (
    SearchFilters,
    make_choices,
)
from archive.models import Batch, BatchQuery, OutboxRow, Region
from archive.search import process_outbox
from tests.factories import make_article, make_photo, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    """Three public entries in the index, and a draft."""
    made = [
        published(make_article(title="Camera one", language="en")),
        published(make_article(title="Camera two", language="en")),
        published(make_photo(title="Camera three", language="en")),
    ]
    OutboxRow.objects.add(entry.pk for entry in [*made, make_article(title="Camera")])
    process_outbox()
    return made


def submitted(*texts, language="en", **filters):
    lines = list(enumerate(texts, 1))
    return batches.submit_batch(lines, SearchFilters(**filters), language, [])


def totals(batch):
    return list(batch.queries.values_list("text", "total"))


def test_every_query_gets_its_count(entries):
    batch = submitted("camera", '"camera two"', "nothing", "camera")
    assert totals(batch)[0] == ("camera", None)
    assert batches.search_next_slice(seconds=60) == 4
    assert totals(batch) == [
        ("camera", 3),
        ('"camera two"', 1),
        ("nothing", 0),
        ("camera", 3),
    ]
    batch.refresh_from_db()
    assert batch.finished_at
    assert batches.search_next_slice() == 0


def test_the_filters_hold_for_every_query(entries):
    batch = submitted(
        "camera", "camera -one", q="left out", kinds=make_choices("article")
    )
    batches.search_next_slice()
    assert totals(batch) == [("camera", 2), ("camera -one", 1)]


def test_a_filter_that_is_gone_is_told(entries):
    region = Region.objects.create(code="CN-XJ", level="province", is_listed=True)
    batch = submitted("camera", regions=make_choices("CN-XJ"))
    region.delete()
    batches.search_next_slice()
    assert "a region we know" in batch.queries.get().notices[0]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "first 600 characters"), ("de", "die ersten 600 Zeichen")],
)
def test_how_a_query_was_read_is_told_in_the_reader_s_language(entries, language, said):
    batch = submitted("camera " * 100, language=language)
    batches.search_next_slice()
    assert any(said in notice for notice in batch.queries.get().notices)


def test_work_goes_on_where_it_was_left(entries):
    batch = submitted("camera", "one", "two")
    assert batches.search_next_slice(seconds=0) == 1
    assert totals(batch) == [("camera", 3), ("one", None), ("two", None)]
    assert batches.search_next_slice() == 2
    assert totals(batch) == [("camera", 3), ("one", 1), ("two", 1)]


def test_the_batch_that_waited_longest_is_next(entries):
    large, small = submitted(*("camera",) * 5), submitted("one")
    batches.search_next_slice(seconds=0)
    batches.search_next_slice(seconds=0)
    small.refresh_from_db()
    assert small.finished_at
    assert large.queries.filter(total=None).count() == 4


def test_two_workers_never_have_the_same_batch(entries):
    submitted("camera")
    first = batches._claim_batch()
    assert first and batches._claim_batch() is None
    assert batches.search_next_slice() == 0


def test_a_worker_that_died_is_replaced(entries):
    batch = submitted("camera")
    assert batches._claim_batch()
    Batch.objects.update(free_at=timezone.now() - timedelta(seconds=1))
    assert batches.search_next_slice() == 1
    assert totals(batch) == [("camera", 3)]


def test_a_batch_that_a_clock_ahead_of_time_claimed_is_free(entries):
    submitted("camera")
    Batch.objects.update(free_at=timezone.now() + timedelta(days=1))
    assert batches.search_next_slice() == 1


def test_without_an_index_nothing_is_counted():
    published(make_article(title="Camera"))
    batch = submitted("camera")
    assert batches.search_next_slice() == 0
    process_outbox()
    assert batches.search_next_slice() == 1
    assert totals(batch) == [("camera", 1)]


def test_a_batch_deleted_meanwhile_stays_so(entries, monkeypatch):
    batch = submitted("camera")
    searched = batches._search_queries

    def deleting(*args):
        done = searched(*args)
        Batch.objects.get(pk=batch.pk).delete()
        return done

    monkeypatch.setattr(batches, "_search_queries", deleting)
    batches.search_next_slice()
    assert not Batch.objects.exists() and not BatchQuery.objects.exists()


def test_more_than_a_thousand_queries_are_too_many():
    lines = [(n, "camera") for n in range(batches.MAX_BATCH_QUERIES + 1)]
    with pytest.raises(batches.TooManyQueriesError):
        batches.submit_batch(lines, SearchFilters(), "en", [])
    assert (
        batches.submit_batch(lines[1:], SearchFilters(), "en", []).queries.count()
        == 1_000
    )


def test_only_so_many_wait(entries, monkeypatch):
    monkeypatch.setattr(batches, "MAX_WAITING_BATCHES", 2)
    submitted("camera")
    submitted("camera")
    with pytest.raises(batches.BatchesFullError) as full:
        submitted("camera")
    assert full.value.seconds == 120
    batches.search_next_slice()
    assert submitted("camera").pk


def fill(number, **values):
    until = timezone.now() + timedelta(hours=1)
    Batch.objects.bulk_create(
        Batch(key=f"{number}-{n}", kept_until=until, **values) for n in range(number)
    )


@pytest.mark.parametrize(("waiting", "finished"), [(59, 0), (0, 199), (59, 140)])
def test_sixty_wait_and_two_hundred_are_kept(waiting, finished):
    fill(waiting)
    fill(finished, finished_at=timezone.now())
    assert submitted("camera").pk
    with pytest.raises(batches.BatchesFullError):
        submitted("camera")


def test_only_so_many_are_kept(entries, monkeypatch):
    monkeypatch.setattr(batches, "MAX_KEPT_BATCHES", 1)
    submitted("camera")
    batches.search_next_slice()
    with pytest.raises(batches.BatchesFullError) as full:
        submitted("camera")
    assert 86_000 < full.value.seconds <= 86_400


def test_a_batch_is_forgotten_after_a_day(entries):
    old, new = submitted("camera"), submitted("one")
    assert timedelta(hours=24) == batches.BATCH_LIFETIME
    Batch.objects.filter(pk=old.pk).update(kept_until=timezone.now())
    batches.search_next_slice()
    assert list(Batch.objects.all()) == [new]
    assert set(BatchQuery.objects.values_list("text", flat=True)) == {"one"}


def test_no_two_keys_are_alike_and_none_is_short():
    keys = {submitted("camera").key for _n in range(5)}
    assert len(keys) == 5
    assert all(len(key) == 43 and key.isascii() for key in keys)


def test_the_command_works_until_none_waits(entries):
    made = [submitted("camera", "one") for _n in range(3)]
    told = io.StringIO()
    call_command("run_batches", stdout=told)
    assert told.getvalue() == "6 queries searched\n"
    assert all(totals(batch) == [("camera", 3), ("one", 1)] for batch in made)
